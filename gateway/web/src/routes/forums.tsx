import { useNavigate, useSearch } from "@tanstack/react-router";
import { ForumsView } from "@/features/forums/forums";
import { MoreMessages } from "@/shared/i18n";
import { forums } from "@/shared/i18n/en/forums";
import { filtersOf, tableWords } from "@/shared/ui/table-address";

/** `/forums` */
export function ForumsPage() {
  const filters = filtersOf(useSearch({ from: "/frame/forums" }));
  const navigate = useNavigate();
  return (
    <MoreMessages words={forums}>
      <ForumsView
        filters={filters}
        change={(search) =>
          void navigate({
            to: "/forums",
            search: (before) => ({ ...tableWords(before), ...search }),
            replace: true,
          })
        }
      />
    </MoreMessages>
  );
}
