import { Button, Checkbox, Menu } from "@mantine/core";
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
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useT } from "@/shared/i18n";
import { useKeys } from "@/shared/keys/keys";
import { download, toCsv } from "@/shared/ui/csv";
import css from "@/shared/ui/table.module.css";

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
  align?: "end";
  /** Leaves narrow screens first. */
  minor?: boolean;
  grow?: boolean;
}

interface Props<T> {
  rows: T[];
  columns: Column<T>[];
  rowId: (row: T) => string;
  rowName: (row: T) => string;
  caption: string;
  open?: (row: T) => void;
  /** File name of the export; the banner of the page belongs on it. */
  exportAs?: string;
  /** Words put above an export: the marking of what it holds. */
  marking?: string;
  selectable?: boolean;
  actions?: (selected: T[]) => ReactNode;
  more?: { has: boolean; busy: boolean; load: () => void };
  empty?: ReactNode;
}

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
          }),
        ),
      ),
    [helper, columns],
  );
  const table = useTable({ features, columns: defs, data, getRowId: ({ row }) => rowId(row) });
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  // By its record, not by its place: what comes in live moves rows, and nobody marks another one unawares.
  const [at, setAt] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = table.getRowModel().rows;
  const selected = table.getSelectedRowModel().rows.map(({ original }) => original.row);

  const place = shown.findIndex(({ id }) => id === at);
  const move = (step: number) =>
    setAt(shown[Math.max(0, Math.min(shown.length - 1, place + step))]?.id ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the record, not its place
  useEffect(() => {
    const line = body.current?.rows[place];
    line?.scrollIntoView({ block: "nearest" });
    if (line && !line.contains(document.activeElement)) {
      line.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
    }
  }, [at]);
  const frame = useRef<HTMLDivElement>(null);
  const here = (act: () => void) => () => (hasKeys(frame.current) ? act() : false);
  useKeys({
    j: here(() => move(1)),
    k: here(() => move(-1)),
    Enter: open && here(() => shown[place] && open(shown[place].original.row)),
    x: selectable ? here(() => shown[place]?.toggleSelected()) : undefined,
  });

  if (rows.length === 0) return empty ?? null;
  return (
    <div className={css.frame} ref={frame} data-table>
      <div className={css.tools} hidden={!props.exportAs && selected.length === 0}>
        {selected.length > 0 && (
          <>
            <span>{t("list.selected", { count: selected.length })}</span>
            {props.actions?.(selected)}
            <Button variant="subtle" onClick={() => table.resetRowSelection(true)}>
              {t("list.clear")}
            </Button>
          </>
        )}
        <span className={css.push} />
        <Menu closeOnItemClick={false} position="bottom-end">
          <Menu.Target>
            <Button variant="subtle" color="gray" className={css.tool}>
              {t("list.columns")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {table.getAllLeafColumns().map((column) => (
              <Menu.Item
                key={column.id}
                onClick={() => column.toggleVisibility()}
                role="menuitemcheckbox"
                aria-checked={column.getIsVisible()}
              >
                <span aria-hidden="true">{column.getIsVisible() ? "✓ " : "\u2003 "}</span>
                {byId.get(column.id)?.header}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {props.exportAs && (
          <Button
            variant="subtle"
            color="gray"
            className={css.tool}
            onClick={() =>
              download(
                `${props.exportAs}.csv`,
                toCsv(
                  columns.filter((column) => column.value),
                  selected.length > 0 ? selected : shown.map(({ original }) => original.row),
                  props.marking,
                ),
              )
            }
          >
            {t("list.export")}
          </Button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by key */}
      {/* biome-ignore lint/a11y/useSemanticElements: a frame that scrolls is no form field set */}
      <div className={css.scroll} role="group" aria-label={props.caption} tabIndex={0}>
        <table className={css.table}>
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
                const sorted = column.getIsSorted();
                return (
                  <th
                    key={column.id}
                    scope="col"
                    data-minor={spec?.minor || undefined}
                    data-align={spec?.align}
                    aria-sort={sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : undefined}
                  >
                    {column.getCanSort() ? (
                      <button type="button" onClick={column.getToggleSortingHandler()}>
                        {spec?.header}
                        <span aria-hidden="true">
                          {sorted === "asc" ? " ↑" : sorted === "desc" ? " ↓" : ""}
                        </span>
                      </button>
                    ) : (
                      spec?.header
                    )}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody ref={body}>
            {shown.map((line) => (
              <tr
                key={line.id}
                data-at={line.id === at || undefined}
                data-selected={line.getIsSelected() || undefined}
                onFocus={() => setAt(line.id)}
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
                    <td
                      key={column.id}
                      data-minor={spec?.minor || undefined}
                      data-align={spec?.align}
                      data-grow={spec?.grow || undefined}
                    >
                      {spec?.cell(line.original.row)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {props.more?.has && (
        <Button variant="default" loading={props.more.busy} onClick={props.more.load} className={css.more}>
          {t("list.more")}
        </Button>
      )}
    </div>
  );
}
