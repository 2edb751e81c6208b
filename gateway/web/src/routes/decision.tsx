import { useParams } from "@tanstack/react-router";
import { DecisionView } from "@/features/minutes/decision";
import { MoreMessages } from "@/shared/i18n";
import { room } from "@/shared/i18n/en/room";

/** `/decisions/$id` */
export function DecisionPage() {
  const { id } = useParams({ from: "/frame/decisions/$id" });
  return (
    <MoreMessages words={room}>
      <DecisionView key={id} id={id} />
    </MoreMessages>
  );
}
