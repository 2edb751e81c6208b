import { NewActivityView } from "@/features/activities/new";

/** `/activities/new` */
export function NewActivityRoute() {
  return <NewActivityView />;
}
