import { useParams } from "@tanstack/react-router";
import { TaskingView } from "@/features/taskings/tasking";

/** `/taskings/$id` */
export function TaskingPage() {
  const { id } = useParams({ from: "/frame/taskings/$id" });
  return <TaskingView key={id} id={id} />;
}
