import { OverlapsView } from "@/features/overlaps/list";
import { useFilters } from "@/shared/activities/use-selection";

/** `/activities/overlaps` */
export function OverlapsRoute() {
  return <OverlapsView {...useFilters("state", "kind", "basis", "host")} />;
}
