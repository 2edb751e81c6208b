import { useParams } from "@tanstack/react-router";
import { ImportView } from "@/features/imports/import";

/** `/activities/imports/$id` */
export function ImportRoute() {
  const { id } = useParams({ strict: false });
  return <ImportView key={id} id={id ?? ""} />;
}
