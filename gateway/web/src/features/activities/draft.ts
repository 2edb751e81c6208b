import type { Activity, Objective, Participant, Place } from "@/shared/activities/types";
import type { ImpreciseDate } from "@/shared/api/types";

/** What a form says of an activity, as it is typed. */
export interface Words {
  title: string;
  description: string;
  tool: string | null;
  cell: string | null;
  mode: string | null;
  purposes: string[];
  capability_areas: string[];
  sponsor: string;
  lead: string | null;
  participants: Part[];
  places: Place[];
  start: ImpreciseDate | null;
  end: ImpreciseDate | null;
  fiscal_year: number | null;
  people: number | null;
  amount: string;
  currency: string;
  legal_authority: string;
  programme: string;
  operation: string;
  series: string | null;
}
export type Part = Omit<Participant, "answer">;

/** A new activity, in which one's own nation leads. */
export const emptyWords = (own: string): Words => ({
  title: "",
  description: "",
  tool: null,
  cell: null,
  mode: null,
  purposes: [],
  capability_areas: [],
  sponsor: "",
  lead: own || null,
  participants: [],
  places: [{ country: "", name: "" }],
  start: null,
  end: null,
  fiscal_year: null,
  people: null,
  amount: "",
  currency: "",
  legal_authority: "",
  programme: "",
  operation: "",
  series: null,
});

/** A new activity that serves an objective: in its country, for its capability, when it is wanted. */
export const servingWords = (own: string, objective: Objective): Words => ({
  ...emptyWords(own),
  title: objective.title,
  places: [{ country: objective.host, name: "" }],
  capability_areas: [objective.capability],
  start: objective.wanted_from,
  end: objective.wanted_to,
});

/** A record as the form has it. */
export function wordsOf(record: Activity): Words {
  const { cost, lead, start, end, series, participants, ...rest } = record;
  const empty = emptyWords("");
  const kept = Object.fromEntries(Object.entries(rest).filter(([name]) => name in empty));
  return {
    ...empty,
    ...kept,
    lead: lead || null,
    series: series?.id ?? null,
    start,
    end,
    participants: participants.map(({ answer: _answer, ...part }) => part),
    amount: cost?.amount ?? "",
    currency: cost?.currency ?? "",
  };
}

/** What is sent of these words; those of a change alone where `words` has only some. */
export function bodyOf(words: Partial<Words>, whole: Words): Record<string, unknown> {
  const { amount, currency, start, end, places, participants, ...rest } = words;
  return {
    ...rest,
    ...(places ? { places: places.filter(({ country, name }) => country || name) } : {}),
    ...(participants ? { participants: participants.filter(({ nation, unit }) => nation || unit) } : {}),
    ...("start" in words ? { start: start?.value ?? null } : {}),
    ...("end" in words ? { end: end?.value ?? null } : {}),
    ...(amount === undefined && currency === undefined ? {} : { cost: costOf(whole) }),
  };
}

const costOf = ({ amount, currency }: Words) =>
  amount.trim() ? { amount: amount.replaceAll(/[\s,]/g, ""), currency: currency.trim() || "USD" } : null;

/** What is asked of the overlaps before it is saved; null while it says neither where nor when. */
export function checkOf(words: Words, id?: string): Record<string, unknown> | null {
  const { places, participants, capability_areas, start, end, tool } = words;
  const hosts = [
    ...new Set([
      ...places.map(({ country }) => country),
      ...participants.filter(({ role }) => role === "host").map(({ nation }) => nation),
    ]),
  ].filter(Boolean);
  if (hosts.length === 0 || !start?.value) return null;
  return {
    ...(id ? { id } : {}),
    hosts,
    places: places.filter(({ country }) => country),
    participants: participants.filter(({ nation }) => nation),
    unit_ids: participants.flatMap(({ unit_id }) => (unit_id ? [unit_id] : [])),
    capability_areas,
    start: start.value,
    end: end?.value ?? null,
    tool,
  };
}
