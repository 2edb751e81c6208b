import { CaveatsView } from "@/features/caveats/list";
import { useFilters } from "@/shared/activities/use-selection";

/** `/activities/caveats` */
export function CaveatsRoute() {
  return <CaveatsView {...useFilters("nation", "dimension", "operation", "kind", "state")} />;
}
