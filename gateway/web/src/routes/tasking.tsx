import { useParams, useSearch } from "@tanstack/react-router";
import { TaskingView } from "@/features/taskings/tasking";

/** `/taskings/$id` */
export function TaskingPage() {
  const { id } = useParams({ from: "/frame/taskings/$id" });
  const { act } = useSearch({ from: "/frame/taskings/$id" });
  return <TaskingView key={id} id={id} first={act} />;
}
