import { useParams } from "@tanstack/react-router";
import { ForumView } from "@/features/forums/forum";

/** `/forums/$id` */
export function ForumPage() {
  const { id } = useParams({ from: "/frame/forums/$id" });
  return <ForumView key={id} id={id} />;
}
