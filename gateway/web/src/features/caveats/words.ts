import type { ImpreciseDate } from "@/shared/api/types";
import type { Caveat, CaveatTerms, Dimension } from "@/shared/caveats/types";

/** What a form says of a caveat, as it is typed. */
export interface Words extends Omit<CaveatTerms, "partnering" | "light" | "months" | "hours"> {
  nation: string | null;
  kind: "restriction" | "permission";
  dimension: Dimension;
  subject: string;
  published: string;
  effect: string;
  basis: "declared" | "observed";
  source: string;
  partnering: string | null;
  light: string | null;
  months: string[];
  hours: string[];
  valid_from: ImpreciseDate | null;
  valid_until: ImpreciseDate | null;
  lift_by: string;
  lift_days: number | null;
}

const TERMS = ["operation", "countries", "areas", "tools", "tasks", "forces", "weapons", "partners"] as const;

export const emptyWords = (own: string): Words => ({
  nation: own || null,
  kind: "restriction",
  dimension: "task",
  subject: "",
  published: "",
  effect: "",
  basis: "declared",
  source: "",
  operation: "",
  countries: [],
  areas: [],
  tools: [],
  tasks: [],
  forces: [],
  weapons: [],
  partners: [],
  partnering: null,
  light: null,
  months: [],
  hours: [],
  most: null,
  condition: "",
  valid_from: null,
  valid_until: null,
  lift_by: "",
  lift_days: null,
});

/** A record as the form has it. */
export function wordsOf(record: Caveat): Words {
  const { terms, nation, kind, dimension, subject, published, effect, basis, source } = record;
  const { valid_from, valid_until, lift_by, lift_days } = record;
  return {
    ...{ nation, kind, dimension, subject, published, effect, basis, source },
    ...{ valid_from, valid_until, lift_by, lift_days },
    ...terms,
    partnering: terms.partnering || null,
    light: terms.light || null,
    months: terms.months.map(String),
    hours: terms.hours.map(String),
  };
}

/** What is sent: the terms as a whole. */
export function bodyOf(words: Words): Record<string, unknown> {
  const { nation, kind, dimension, subject, published, effect, basis, source, lift_by, lift_days } = words;
  return {
    ...{ nation, kind, dimension, subject, published, effect, basis, source, lift_by, lift_days },
    valid_from: words.valid_from?.value ?? null,
    valid_until: words.valid_until?.value ?? null,
    terms: {
      ...Object.fromEntries(TERMS.map((name) => [name, words[name]])),
      partnering: words.partnering,
      light: words.light,
      months: words.months.map(Number),
      hours: words.hours.map(Number),
      most: words.most,
      condition: words.condition,
    },
  };
}
