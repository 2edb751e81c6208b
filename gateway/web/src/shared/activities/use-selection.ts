import { useNavigate, useSearch } from "@tanstack/react-router";
import { SELECTION, type Selection } from "@/shared/activities/selection";

type Search = Record<string, unknown>;

/** Words of the address that a page filters by, and how they are changed: all else that stands there stays. */
export function useFilters<Name extends string>(...names: Name[]) {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const own = (name: string) => names.includes(name as Name);
  const part = (of: Search, wanted: boolean) =>
    Object.fromEntries(
      Object.entries(of).filter(([name, value]) => value !== undefined && own(name) === wanted),
    );
  const texts = Object.entries(part(search, true)).map(([name, value]) => [name, String(value)]);
  return {
    filters: Object.fromEntries(texts) as Partial<Record<Name, string>>,
    change: (filters: Partial<Record<Name, string>>) =>
      void navigate({
        to: ".",
        search: ((before: Search) => ({ ...part(before, false), ...filters })) as never,
        replace: true,
        resetScroll: false,
      }),
  };
}

/** The selection of activities that the address names. */
export function useSelection(): { selection: Selection; change: (selection: Selection) => void } {
  const { filters, change } = useFilters(...SELECTION);
  return { selection: filters, change };
}
