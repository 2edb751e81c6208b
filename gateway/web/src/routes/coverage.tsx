import { useNavigate, useSearch } from "@tanstack/react-router";
import { CoverageView } from "@/features/coverage/coverage";
import { filtersOf, tableWords } from "@/shared/ui/table-address";

/** `/coverage` */
export function CoveragePage() {
  const filters = filtersOf(useSearch({ from: "/frame/coverage" }));
  const navigate = useNavigate();
  return (
    <CoverageView
      filters={filters}
      change={(search) =>
        void navigate({
          to: "/coverage",
          search: (before) => ({ ...tableWords(before), ...search }),
          replace: true,
        })
      }
    />
  );
}
