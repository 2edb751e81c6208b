import { InformationView } from "@/features/information/list";
import { useFilters } from "@/shared/activities/use-selection";

/** `/information` */
export function InformationRoute() {
  return <InformationView {...useFilters("kind", "tag", "withdrawn")} />;
}
