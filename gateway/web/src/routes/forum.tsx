import { useParams } from "@tanstack/react-router";
import { ForumView } from "@/features/forums/forum";
import { MoreMessages } from "@/shared/i18n";
import { forums } from "@/shared/i18n/en/forums";

/** `/forums/$id` */
export function ForumPage() {
  const { id } = useParams({ from: "/frame/forums/$id" });
  return (
    <MoreMessages words={forums}>
      <ForumView key={id} id={id} />
    </MoreMessages>
  );
}
