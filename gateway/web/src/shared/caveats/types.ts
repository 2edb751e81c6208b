import type { components } from "@/shared/api/schema.gen";

type Api = components["schemas"];

export type Caveat = Api["CaveatRecord"];
export type CaveatPatch = Api["CaveatPatch"];
export type CaveatChange = Api["CaveatChange"];
export type CaveatMatrix = Api["CaveatMatrix"];
export type CaveatWords = Api["CaveatWords"];
export type CaveatTerms = Api["TermsView"];
/** An activity or a plan, as far as it is known. */
export type PlanIn = Partial<Api["PlanIn"]>;
export type PlanAnswer = Api["PlanAnswer"];
export type NationAnswer = Api["NationAnswer"];
export type NamedCaveat = Api["NamedCaveat"];

export const DIMENSIONS = [
  "geography",
  "task",
  "force",
  "weapons",
  "time",
  "numbers",
  "partners",
  "conditions",
  "command",
  "other",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];
