import { useNavigate, useSearch } from "@tanstack/react-router";
import { MeetingsView } from "@/features/meetings/meetings";
import { filtersOf, tableWords } from "@/shared/ui/table-address";

/** `/meetings` */
export function MeetingsPage() {
  const filters = filtersOf(useSearch({ from: "/frame/meetings" }));
  const navigate = useNavigate();
  return (
    <MeetingsView
      filters={filters}
      change={(search) =>
        void navigate({
          to: "/meetings",
          search: (before) => ({ ...tableWords(before), ...search }),
          replace: true,
        })
      }
    />
  );
}
