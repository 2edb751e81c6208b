import { useNavigate, useSearch } from "@tanstack/react-router";
import { SearchView } from "@/features/search/search";

/** `/search` */
export function SearchPage() {
  const { q, kind } = useSearch({ from: "/frame/search" });
  const navigate = useNavigate();
  return (
    <SearchView
      words={q ?? ""}
      kind={kind}
      choose={(next) => void navigate({ to: "/search", search: { q, kind: next }, replace: true })}
    />
  );
}
