import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { LabelView } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { leaving } from "@/shared/label/leaving";
import { download, toCsv } from "@/shared/ui/csv";
import type { More } from "@/shared/ui/more";
import { useFiction } from "@/shared/ui/names";
import type { Sort } from "@/shared/ui/table-address";

type Value<T> = (row: T) => string | number;
interface Saved<T> {
  id: string;
  header: string;
  value?: Value<T>;
  exports?: { header: string; value: Value<T> }[];
}

/** Numbers by size, words as a reader expects them. */
export const compare = (a: string | number, b: string | number): number =>
  typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a).localeCompare(String(b), undefined, { numeric: true, sensitivity: "base" });

/** Rows in the order of a table. */
export function sorted<T>(rows: T[], sort: Sort | null, columns: Saved<T>[]): T[] {
  const value = sort && columns.find(({ id }) => id === sort.id)?.value;
  if (!value) return rows;
  const by = (a: T, b: T) => compare(value(a), value(b));
  return rows.toSorted(sort.desc ? (a, b) => by(b, a) : by);
}

const said = (between: string, ...words: (string | false | undefined)[]): string =>
  words.filter(Boolean).join(between);

interface Wanted<T> {
  exportAs?: string;
  rowId: (row: T) => string;
  labelsOf?: (row: T) => LabelView[];
  /** Those that stand. */
  columns: Saved<T>[];
  sort: Sort | null;
  /** The selected rows, or none: then all. */
  selected: T[];
  rows: T[];
  more?: More<T>;
}

/**
 * The list as a file: the columns that stand, in the order in which they are sorted; the rows selected, or without a
 * selection all that the list has, not only the pages that were read. Where there are more than it reads at once, the
 * file and the page say so.
 */
export function useFile<T>(wanted: Wanted<T>) {
  const { exportAs = "", rowId, labelsOf = () => [], columns, sort, selected, rows, more } = wanted;
  const t = useT();
  const notice = useFiction();
  const [read, setRead] = useState(0);
  const stop = useRef<AbortController | null>(null);
  const find = async () => {
    if (selected.length > 0 || !more?.has) return { rows: selected.length > 0 ? selected : rows, cut: false };
    stop.current = new AbortController();
    setRead(rows.length);
    return more.every(stop.current.signal, setRead);
  };
  const write = async () => {
    const { rows: found, cut } = await find();
    const out = await leaving(exportAs, sorted(found, sort, columns), rowId, labelsOf);
    const cells = columns.flatMap(
      ({ header, value, exports }) => exports ?? (value && [{ header, value }]) ?? [],
    );
    const part = cut && t("list.cut", { count: found.length });
    const kept = out.kept > 0 && t("list.kept", { count: out.kept });
    if (stop.current?.signal.aborted) return undefined;
    if (out.rows.length > 0) {
      download(`${exportAs}.csv`, toCsv(cells, out.rows, out.marking, said(" ", notice, part, kept)));
    }
    return said(" · ", part || t("list.saved", { count: out.rows.length }), kept);
  };
  const act = useMutation({
    mutationFn: write,
    retry: false,
    networkMode: "always",
    onSettled: () => {
      stop.current = null;
    },
  });
  const cancelled = act.error instanceof DOMException && act.error.name === "AbortError";
  return {
    save: () => act.mutate(),
    error: cancelled ? null : act.error,
    /** In words, while it is read and once it is saved. */
    status: act.isPending ? read > 0 && t("list.reading", { count: read }) : act.data,
    cancel: act.isPending && stop.current ? () => stop.current?.abort() : undefined,
  };
}
