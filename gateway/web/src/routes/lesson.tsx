import { useParams } from "@tanstack/react-router";
import { LessonView } from "@/features/lessons/lesson";

/** `/lessons/$id` */
export function LessonRoute() {
  const { id } = useParams({ strict: false });
  return <LessonView key={id} id={id ?? ""} />;
}
