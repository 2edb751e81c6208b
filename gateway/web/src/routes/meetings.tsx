import { useNavigate, useSearch } from "@tanstack/react-router";
import { MeetingsView } from "@/features/meetings/meetings";

/** `/meetings` */
export function MeetingsPage() {
  const filters = useSearch({ from: "/frame/meetings" });
  const navigate = useNavigate();
  return (
    <MeetingsView
      filters={filters}
      change={(search) => void navigate({ to: "/meetings", search: { ...search }, replace: true })}
    />
  );
}
