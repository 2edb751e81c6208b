import { useNavigate, useSearch } from "@tanstack/react-router";
import { TaskingsView } from "@/features/taskings/list";
import { filtersOf, tableWords } from "@/shared/ui/table-address";

/** `/taskings` */
export function TaskingsPage() {
  const filters = filtersOf(useSearch({ from: "/frame/taskings" }));
  const navigate = useNavigate();
  return (
    <TaskingsView
      filters={filters}
      change={(search) =>
        void navigate({
          to: "/taskings",
          search: (before) => ({ ...tableWords(before), ...search }),
          replace: true,
        })
      }
    />
  );
}
