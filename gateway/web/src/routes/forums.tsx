import { useNavigate, useSearch } from "@tanstack/react-router";
import { ForumsView } from "@/features/forums/forums";

/** `/forums` */
export function ForumsPage() {
  const filters = useSearch({ from: "/frame/forums" });
  const navigate = useNavigate();
  return (
    <ForumsView
      filters={filters}
      change={(search) => void navigate({ to: "/forums", search: { ...search }, replace: true })}
    />
  );
}
