import type { Selection } from "@/shared/activities/selection";
import type { LabelView } from "@/shared/api/types";

/** The selection that the page shows, and how it is changed. */
export interface Chosen {
  selection: Selection;
  change: (selection: Selection) => void;
}

/** The label of figures as the charts want it: none where nothing is counted. */
export const labelsOf = (label: LabelView | null): LabelView[] => (label ? [label] : []);
