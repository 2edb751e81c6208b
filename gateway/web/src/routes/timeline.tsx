import { TimelineView } from "@/features/figures/timeline";
import { useSelection } from "@/shared/activities/use-selection";

/** `/activities/timeline` */
export function TimelineRoute() {
  return <TimelineView {...useSelection()} />;
}
