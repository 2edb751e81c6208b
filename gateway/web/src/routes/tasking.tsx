import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { TaskingView } from "@/features/taskings/tasking";

/** `/taskings/$id` */
export function TaskingPage() {
  const { id } = useParams({ from: "/frame/taskings/$id" });
  const { act } = useSearch({ from: "/frame/taskings/$id" });
  const navigate = useNavigate();
  const choose = (next: string | null) =>
    void navigate({
      // Of the page that is open by then: what was sent may be answered after one has gone on.
      to: ".",
      search: (before) => ({ ...before, act: next ?? undefined }),
      replace: true,
      resetScroll: false,
    });
  return <TaskingView key={id} id={id} act={act} choose={choose} />;
}
