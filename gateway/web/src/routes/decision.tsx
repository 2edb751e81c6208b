import { useParams } from "@tanstack/react-router";
import { DecisionView } from "@/features/minutes/decision";

/** `/decisions/$id` */
export function DecisionPage() {
  const { id } = useParams({ from: "/frame/decisions/$id" });
  return <DecisionView key={id} id={id} />;
}
