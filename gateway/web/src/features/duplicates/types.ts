import type { components } from "@/shared/api/schema.gen";

type Api = components["schemas"];

export type Pair = Api["PairView"];
export type Side = Pair["left"];
/** How a field compares, and how many bits it weighs for (+) or against (-) one event. */
export type Compared = Pair["fields"][number];
export type Decision = Pair["can"][number];
export type Summary = Api["DuplicateSummary"];
