import { ImportsView } from "@/features/imports/list";

/** `/activities/imports` */
export function ImportsRoute() {
  return <ImportsView />;
}
