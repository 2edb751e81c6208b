import { DemandView } from "@/features/demand/list";
import { useFilters } from "@/shared/activities/use-selection";

/** `/activities/demand` */
export function DemandRoute() {
  return <DemandView {...useFilters("host", "position", "warning")} />;
}
