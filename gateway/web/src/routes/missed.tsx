import { MissedView } from "@/features/releases/missed";
import { useFilters } from "@/shared/activities/use-selection";

/** `/releases/missed` */
export function MissedRoute() {
  return <MissedView {...useFilters("by")} />;
}
