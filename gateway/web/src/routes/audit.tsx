import { useNavigate, useSearch } from "@tanstack/react-router";
import { AuditView } from "@/features/audit/audit";
import { MoreMessages } from "@/shared/i18n";
import { audit } from "@/shared/i18n/en/audit";
import { filtersOf, tableWords } from "@/shared/ui/table-address";

/** `/audit` */
export function AuditPage() {
  const filters = filtersOf(useSearch({ from: "/frame/audit" }));
  const navigate = useNavigate();
  return (
    <MoreMessages words={audit}>
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
    </MoreMessages>
  );
}
