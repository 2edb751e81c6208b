import { MapView } from "@/features/figures/map";
import { useSelection } from "@/shared/activities/use-selection";

/** `/activities/map` */
export function MapRoute() {
  return <MapView {...useSelection()} />;
}
