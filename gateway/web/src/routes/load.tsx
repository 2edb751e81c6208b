import { LoadView } from "@/features/countries/load";
import { useFilters } from "@/shared/activities/use-selection";

/** `/activities/load` */
export function LoadRoute() {
  return <LoadView {...useFilters("hosts", "from")} />;
}
