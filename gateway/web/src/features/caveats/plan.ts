import type { ImpreciseDate } from "@/shared/api/types";
import type { PlanIn } from "@/shared/caveats/types";

/** A plan as it is typed. */
export interface Plan {
  words: string;
  nations: string[];
  hosts: string[];
  countries: string[];
  tool: string | null;
  partnering: string | null;
  operation: string;
  start: ImpreciseDate | null;
  end: ImpreciseDate | null;
  tasks: string[];
  forces: string[];
  weapons: string[];
  places: string[];
  light: string | null;
  hours: string[];
  people: number | null;
  complete: NonNullable<PlanIn["complete"]>;
}

export const EMPTY_PLAN: Plan = {
  words: "",
  nations: [],
  hosts: [],
  countries: [],
  tool: null,
  partnering: null,
  operation: "",
  start: null,
  end: null,
  tasks: [],
  forces: [],
  weapons: [],
  places: [],
  light: null,
  hours: [],
  people: null,
  complete: ["nations", "places"],
};

/** What is asked of a plan; null while it says nothing. */
export function planOf(plan: Plan): PlanIn | null {
  const { complete, nations, hours, start, end, ...rest } = plan;
  const says = Object.values({ ...rest, nations, hours, start: start?.value, end: end?.value }).some(
    (each) =>
      Array.isArray(each)
        ? each.length > 0
        : typeof each === "string"
          ? each.trim()
          : (each ?? null) !== null,
  );
  if (!says) return null;
  return {
    ...rest,
    tool: rest.tool as PlanIn["tool"],
    partnering: rest.partnering as PlanIn["partnering"],
    light: rest.light as PlanIn["light"],
    nations: nations.map((nation) => ({ nation })),
    hours: hours.map(Number),
    start: start?.value ?? null,
    end: end?.value ?? null,
    complete,
  };
}
