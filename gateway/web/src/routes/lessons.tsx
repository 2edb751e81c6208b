import { LessonsView } from "@/features/lessons/list";
import { useFilters } from "@/shared/activities/use-selection";

/** `/lessons` */
export function LessonsRoute() {
  return <LessonsView {...useFilters("state", "topic", "nation", "due")} />;
}
