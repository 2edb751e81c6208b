import { useParams } from "@tanstack/react-router";
import { OverlapView } from "@/features/overlaps/overlap";

/** `/activities/overlaps/$id` */
export function OverlapRoute() {
  const { id } = useParams({ strict: false });
  return <OverlapView key={id} id={id ?? ""} />;
}
