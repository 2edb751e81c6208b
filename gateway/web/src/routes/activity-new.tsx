import { useSearch } from "@tanstack/react-router";
import { NewActivityView } from "@/features/activities/new";

/** `/activities/new` */
export function NewActivityRoute() {
  const { objective } = useSearch({ strict: false }) as { objective?: string };
  return <NewActivityView key={objective} objective={objective} />;
}
