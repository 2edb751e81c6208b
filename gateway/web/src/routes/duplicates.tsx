import { DuplicatesView } from "@/features/duplicates/workbench";
import { useFilters } from "@/shared/activities/use-selection";

/** `/activities/duplicates` */
export function DuplicatesRoute() {
  return <DuplicatesView {...useFilters("state", "grade", "across", "activity", "pair")} />;
}
