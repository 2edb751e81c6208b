import { FeedsView } from "@/features/feeds/list";

/** `/activities/feeds` */
export function FeedsRoute() {
  return <FeedsView />;
}
