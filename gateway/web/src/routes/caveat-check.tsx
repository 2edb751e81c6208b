import { CheckPlanView } from "@/features/caveats/check";

/** `/activities/caveats/check` */
export function CaveatCheckRoute() {
  return <CheckPlanView />;
}
