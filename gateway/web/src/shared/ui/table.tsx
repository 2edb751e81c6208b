import { Checkbox } from "@mantine/core";
import {
  columnVisibilityFeature,
  createColumnHelper,
  createSortedRowModel,
  rowSelectionFeature,
  rowSortingFeature,
  sortFns,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { Fragment, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { LabelView } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useKeys } from "@/shared/keys/keys";
import { type More, NextPage } from "@/shared/ui/more";
import { ProblemNotice } from "@/shared/ui/problem";
import css from "@/shared/ui/table.module.css";
import { useTableChoice } from "@/shared/ui/table-address";
import { compare, useFile } from "@/shared/ui/table-file";
import { Gap, Head, looksOf } from "@/shared/ui/table-gap";
import { TableTools } from "@/shared/ui/table-tools";
import { useWindow } from "@/shared/ui/window";

const features = tableFeatures({
  rowSortingFeature,
  rowSelectionFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns,
});

export interface Column<T> {
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** What is sorted by and exported; without it the column does neither. */
  value?: (row: T) => string | number;
  /** In the file alone, in place of what is sorted by. */
  exports?: { header: string; value: (row: T) => string | number }[];
  align?: "end";
  /** Not shown on narrow screens unless asked for. */
  minor?: boolean;
  /** Not shown unless asked for. */
  extra?: boolean;
  grow?: boolean;
}

/** No file leaves but by the labels of each row: they say whether it may, and mark the file. */
type Exports<T> =
  | { exportAs?: undefined; labelsOf?: undefined }
  | { exportAs: string | undefined; labelsOf: (row: T) => LabelView[] };

type Props<T> = Exports<T> & {
  /** Tells the tables of a page apart in its address; one of them, or the only one, has none. */
  name?: string;
  rows: T[];
  columns: Column<T>[];
  rowId: (row: T) => string;
  rowName: (row: T) => string;
  caption: string;
  /** Enter follows the link in focus: the row's link with `data-opens`, else its first, leads to the same place. */
  open?: (row: T) => void;
  selectable?: boolean;
  /** The rows come in the order that the address asks for: they are not sorted here, where only some of them are. */
  ordered?: boolean;
  actions?: (selected: T[]) => ReactNode;
  more?: More<T>;
  empty?: ReactNode;
};

/** Of several tables on a page the keys belong to the one with the focus, else to the first. */
function hasKeys(table: HTMLElement | null): boolean {
  const all = [...document.querySelectorAll<HTMLElement>("[data-table]")];
  return (all.find((each) => each.contains(document.activeElement)) ?? all[0]) === table;
}

/** The one table: sorting, columns, selection, export, and the keys j, k, Enter and x. */
export function DataTable<T>(props: Props<T>) {
  const { rows, columns, rowId, open, selectable = false, empty } = props;
  const t = useT();
  const helper = useMemo(() => createColumnHelper<typeof features, { row: T }>(), []);
  const data = useMemo(() => rows.map((row) => ({ row })), [rows]);
  const defs = useMemo(
    () =>
      helper.columns(
        columns.map((column) =>
          helper.accessor(({ row }) => column.value?.(row) ?? "", {
            id: column.id,
            header: column.header,
            enableSorting: Boolean(column.value),
            sortFn: (a, b, id) => compare(a.getValue(id), b.getValue(id)),
          }),
        ),
      ),
    [helper, columns],
  );
  const choice = useTableChoice(props.name, columns);
  const state = useMemo(
    () => ({
      sorting: choice.sort ? [choice.sort] : [],
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, choice.shown.includes(id)])),
    }),
    [choice.sort, choice.shown, columns],
  );
  const table = useTable({
    features,
    columns: defs,
    data,
    state,
    getRowId: ({ row }) => rowId(row),
    enableMultiSort: false,
    manualSorting: props.ordered ?? false,
    onSortingChange: (next) =>
      choice.setSort((typeof next === "function" ? next(state.sorting) : next)[0] ?? null),
  });
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  // By its record, not by its place: what comes in live moves rows, and nobody marks another one unawares.
  const [at, setAt] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = table.getRowModel().rows;
  const selected = table.getSelectedRowModel().rows.map(({ original }) => original.row);
  const place = shown.findIndex(({ id }) => id === at);
  const move = (step: number) =>
    setAt(shown[Math.max(0, Math.min(shown.length - 1, place + step))]?.id ?? null);
  const { standing, after, windowed, measure } = useWindow(shown.length, place, body);
  const wide = table.getVisibleLeafColumns().length + (selectable ? 1 : 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the record, not its place
  useEffect(() => {
    const line = [...(body.current?.rows ?? [])].find((row) => row.dataset.index === String(place));
    line?.scrollIntoView({ block: "nearest" });
    if (line && !line.contains(document.activeElement)) {
      const link = line.querySelector<HTMLElement>("a[data-opens]") ?? line.querySelector("a");
      link?.focus({ preventScroll: true });
    }
  }, [at]);
  const frame = useRef<HTMLDivElement>(null);
  const here = (act: () => void) => () => (hasKeys(frame.current) ? act() : false);
  useKeys(
    {
      j: { words: t("keys.next"), run: here(() => move(1)) },
      k: { words: t("keys.previous"), run: here(() => move(-1)) },
      Enter: open && {
        words: t("keys.open"),
        run: here(() => shown[place] && open(shown[place].original.row)),
      },
      x: selectable
        ? { words: t("keys.select"), run: here(() => shown[place]?.toggleSelected()) }
        : undefined,
    },
    rows.length > 0,
  );
  const saved = columns.filter(({ id }) => choice.shown.includes(id));
  const file = useFile({ ...props, columns: saved, sort: choice.sort, selected });

  if (rows.length === 0) return empty ?? null;
  return (
    <div className={css.frame} ref={frame} data-table>
      <TableTools
        hidden={!props.exportAs && selected.length === 0 && !choice.chosen}
        selected={selected.length}
        actions={props.actions?.(selected)}
        clear={() => table.resetRowSelection(true)}
        columns={table.getAllLeafColumns().map((column) => ({
          id: column.id,
          name: byId.get(column.id)?.header,
          visible: column.getIsVisible(),
          toggle: column.id === choice.lead ? undefined : () => choice.toggle(column.id),
        }))}
        file={props.exportAs ? file : undefined}
      />
      {file.error && <ProblemNotice error={file.error} compact />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by key */}
      {/* biome-ignore lint/a11y/useSemanticElements: a frame that scrolls is no form field set */}
      <div className={css.scroll} role="group" aria-label={props.caption} tabIndex={0}>
        <table
          className={css.table}
          aria-rowcount={windowed ? (props.more?.has ? -1 : shown.length + 1) : undefined}
        >
          <caption className="hidden-text">{`${props.caption}. ${t("list.keys")}`}</caption>
          <thead>
            <tr>
              {selectable && (
                <td className={css.pick}>
                  <span className="hidden-text">{t("list.select", { name: "" })}</span>
                </td>
              )}
              {table.getVisibleLeafColumns().map((column) => {
                const spec = byId.get(column.id);
                return (
                  <Head
                    key={column.id}
                    name={spec?.header}
                    align={spec?.align}
                    sorted={column.getIsSorted()}
                    sort={column.getCanSort() ? column.getToggleSortingHandler() : undefined}
                  />
                );
              })}
            </tr>
          </thead>
          <tbody ref={body}>
            {standing.map(({ index, before }) => {
              const line = shown[index];
              if (!line) return null;
              return (
                <Fragment key={line.id}>
                  <Gap height={before} wide={wide} />
                  <tr
                    ref={windowed ? measure : undefined}
                    data-index={index}
                    aria-rowindex={windowed ? index + 2 : undefined}
                    data-at={line.id === at || undefined}
                    data-selected={line.getIsSelected() || undefined}
                    onFocus={() => line.id !== at && setAt(line.id)}
                  >
                    {selectable && (
                      <td className={css.pick}>
                        <Checkbox
                          size="xs"
                          checked={line.getIsSelected()}
                          onChange={() => line.toggleSelected()}
                          aria-label={t("list.select", { name: props.rowName(line.original.row) })}
                        />
                      </td>
                    )}
                    {table.getVisibleLeafColumns().map((column) => {
                      const spec = byId.get(column.id);
                      return (
                        <td key={column.id} {...looksOf(spec)}>
                          {spec?.cell(line.original.row)}
                        </td>
                      );
                    })}
                  </tr>
                </Fragment>
              );
            })}
            <Gap height={after} wide={wide} />
          </tbody>
        </table>
      </div>
      {props.more?.has && <NextPage more={props.more} count={rows.length} />}
    </div>
  );
}
