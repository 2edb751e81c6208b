import type { Ask } from "@/shared/api/client";
import { today } from "@/shared/dates/show";
import { firstDay, lastDayOf } from "@/shared/dates/span";
import { readDate } from "@/shared/dates/typed";

/** What chooses activities, by the words of an address: the same on every page that shows some of them. */
export const SELECTION = [
  "q",
  "host",
  "lead",
  "nation",
  "tool",
  "cell",
  "status",
  "purpose",
  "capability",
  "fiscal_year",
  "from",
  "to",
  "import",
] as const;
export type Selection = Partial<Record<(typeof SELECTION)[number], string>>;

export const TOOLS = [
  "contact",
  "exercise",
  "education",
  "training",
  "advising",
  "counternarcotics",
  "humanitarian",
  "information_sharing",
  "operation",
  "programme",
] as const;
export const CELLS = [
  "operational/current",
  "operational/future",
  "engagement/current",
  "engagement/future",
] as const;
export const STATUSES = [
  "proposed",
  "planned",
  "confirmed",
  "underway",
  "completed",
  "postponed",
  "cancelled",
] as const;
/** What may follow a status, for offering it; the service decides. */
export const AFTER: Record<string, string[]> = {
  proposed: ["planned", "postponed", "cancelled"],
  planned: ["confirmed", "postponed", "cancelled"],
  confirmed: ["underway", "postponed", "cancelled"],
  underway: ["completed", "postponed", "cancelled"],
  postponed: ["planned", "cancelled"],
};
/** Statuses that say why. */
export const NEED_REASON = ["postponed", "cancelled"];
export const PURPOSES = [
  "interoperability",
  "maritime_security",
  "coalition_operations",
  "partner_capacity",
  "access_and_influence",
  "counterterrorism",
  "counternarcotics",
  "humanitarian_assistance",
  "peacekeeping",
  "professional_education",
  "institution_building",
  "other",
] as const;
export const MODES = ["in_person", "virtual", "mixed"] as const;
export const ROLES = ["host", "lead", "contributor", "recipient", "observer"] as const;

/** The selection among the words of an address. */
export const selectionOf = (search: object): Selection =>
  Object.fromEntries(
    Object.entries(search).filter(([name, value]) => SELECTION.includes(name as never) && value),
  ) as Selection;

/** What the API is asked for: a period typed as "2019" or "June 2019" is all of its days. */
export function askedOf({ from, to, ...rest }: Selection): NonNullable<Ask["query"]> {
  const day = (typed: string | undefined, of: typeof firstDay) => {
    const date = typed ? readDate(typed, today()) : null;
    return date?.value ? of(date.value) : undefined;
  };
  return { ...rest, from: day(from, firstDay), to: day(to, lastDayOf) };
}

/** Statuses of what may still come. */
const COMING = STATUSES.filter((status) => status !== "completed" && status !== "cancelled");

/**
 * What a list is asked for, and in which order where none is chosen: with nothing selected what is not over, by its
 * start and with what has no date at the end; else (`when` is "all", or something is selected) the latest first.
 */
export function listedOf(selection: Selection, when: unknown, now = today()) {
  const coming = when !== "all" && Object.values(selection).every((value) => !value);
  return coming
    ? { coming, order: "asc" as const, asked: { status: [...COMING], from: now } }
    : { coming, order: "desc" as const, asked: askedOf(selection) };
}
