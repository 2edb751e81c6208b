import { MatrixView } from "@/features/figures/matrix";
import { useFilters, useSelection } from "@/shared/activities/use-selection";

/** `/activities/matrix` */
export function MatrixRoute() {
  const { filters, change } = useFilters("by", "of");
  return <MatrixView {...useSelection()} shown={filters} show={change} />;
}
