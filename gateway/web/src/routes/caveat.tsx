import { useParams } from "@tanstack/react-router";
import { CaveatPage } from "@/features/caveats/caveat";

/** `/activities/caveats/$id` */
export function CaveatRoute() {
  const { id } = useParams({ strict: false });
  return <CaveatPage key={id} id={id ?? ""} />;
}
