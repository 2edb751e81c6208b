import { StatisticsView } from "@/features/figures/statistics";
import { useSelection } from "@/shared/activities/use-selection";

/** `/activities/statistics` */
export function StatisticsRoute() {
  return <StatisticsView {...useSelection()} />;
}
