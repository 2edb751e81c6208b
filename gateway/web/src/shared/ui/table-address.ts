import { useMediaQuery } from "@mantine/hooks";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";

interface Spec {
  id: string;
  minor?: boolean;
  extra?: boolean;
  grow?: boolean;
}
export interface Sort {
  id: string;
  desc: boolean;
}
type Search = Record<string, unknown>;

const OURS = /^(\w+_)?(sort|columns)$/;

/** What an address says of the tables of its page: kept when the filters beside it change. */
export const tableWords = (search: Search): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).filter(
      (pair): pair is [string, string] => OURS.test(pair[0]) && typeof pair[1] === "string",
    ),
  );

/** The filters of an address: all that no table of the page keeps there. */
export const filtersOf = <T extends object>(search: T): T =>
  Object.fromEntries(Object.entries(search).filter(([name]) => !OURS.test(name))) as T;

/** `due` is from the smallest, `-due` from the largest. */
export function sortOf(word: unknown, ids: string[]): Sort | null {
  const [, minus, id] = /^(-?)(.+)$/.exec(String(word ?? "")) ?? [];
  return id !== undefined && ids.includes(id) ? { id, desc: minus === "-" } : null;
}

/** The column that names the row: it always stands, so that no row is without its name. */
export const leadOf = (columns: Spec[]): string | undefined =>
  (columns.find(({ grow }) => grow) ?? columns[0])?.id;

/** The columns that stand: those that the address names, in the table's order, or the usual ones. */
export function shownOf(word: unknown, columns: Spec[], narrow: boolean): string[] {
  const asked = typeof word === "string" ? word.split(",") : null;
  const lead = leadOf(columns);
  const stands = ({ id, minor, extra }: Spec) => (asked ? asked.includes(id) : !extra && !(narrow && minor));
  return columns.filter((column) => column.id === lead || stands(column)).map(({ id }) => id);
}

/**
 * The sort and the columns of a table, kept in the address: whoever opens it sees the same, and Back brings it back.
 * Without a choice, minor columns are left out where the screen is narrow. `name` tells the tables of a page apart.
 */
export function useTableChoice(name: string | undefined, columns: Spec[]) {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const narrow = useMediaQuery("(max-width: 48rem)", false, { getInitialValueInEffect: false });
  const of = (what: "sort" | "columns") => (name ? `${name}_${what}` : what);
  const [sortWord, columnsWord] = [search[of("sort")], search[of("columns")]];
  const ids = columns.map(({ id }) => id).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list of columns has other ids
  const shown = useMemo(() => shownOf(columnsWord, columns, narrow), [columnsWord, ids, narrow]);
  const sort = useMemo(() => sortOf(sortWord, ids.split(" ")), [sortWord, ids]);
  const say = (what: "sort" | "columns", word: string | undefined) =>
    void navigate({
      to: ".",
      search: ((before: Search) => ({ ...before, [of(what)]: word })) as never,
      replace: true,
      resetScroll: false,
    });
  return {
    sort,
    shown,
    lead: leadOf(columns),
    /** Whether anything stands otherwise than on a wide screen by itself. */
    chosen: columnsWord !== undefined || columns.some(({ minor, extra }) => extra || (narrow && minor)),
    setSort: (next: Sort | null) => say("sort", next ? `${next.desc ? "-" : ""}${next.id}` : undefined),
    toggle: (id: string) => {
      const next = columns
        .map((column) => column.id)
        .filter((each) => shown.includes(each) !== (each === id));
      const word = next.join(",");
      say("columns", word === shownOf(undefined, columns, narrow).join(",") ? undefined : word);
    },
  };
}
