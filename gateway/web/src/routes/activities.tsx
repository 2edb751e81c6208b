import { ActivitiesView } from "@/features/activities/list";
import { useSelection } from "@/shared/activities/use-selection";

/** `/activities` */
export function ActivitiesRoute() {
  return <ActivitiesView {...useSelection()} />;
}
