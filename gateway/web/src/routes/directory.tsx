import { useNavigate, useSearch } from "@tanstack/react-router";
import { DirectoryView } from "@/features/directory/directory";
import { tableWords } from "@/shared/ui/table-address";

/** `/directory` */
export function DirectoryPage() {
  const { nation } = useSearch({ from: "/frame/directory" });
  const navigate = useNavigate();
  return (
    <DirectoryView
      nation={nation}
      choose={(next) =>
        void navigate({
          to: "/directory",
          search: (before) => ({ ...tableWords(before), nation: next }),
          replace: true,
        })
      }
    />
  );
}
