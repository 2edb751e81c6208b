import { useNavigate, useSearch } from "@tanstack/react-router";
import { TaskingsView } from "@/features/taskings/list";

/** `/taskings` */
export function TaskingsPage() {
  const filters = useSearch({ from: "/frame/taskings" });
  const navigate = useNavigate();
  return (
    <TaskingsView
      filters={filters}
      change={(search) => void navigate({ to: "/taskings", search: { ...search }, replace: true })}
    />
  );
}
