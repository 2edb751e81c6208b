import { useNavigate, useSearch } from "@tanstack/react-router";
import { AuditView } from "@/features/audit/audit";
import { filtersOf, tableWords } from "@/shared/ui/table-address";

/** `/audit` */
export function AuditPage() {
  const filters = filtersOf(useSearch({ from: "/frame/audit" }));
  const navigate = useNavigate();
  return (
    <AuditView
      filters={filters}
      change={(search) =>
        void navigate({
          to: "/audit",
          search: (before) => ({ ...tableWords(before), ...search }),
          replace: true,
        })
      }
    />
  );
}
