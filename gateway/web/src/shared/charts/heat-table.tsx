import type { ReactNode } from "react";
import { heatOf } from "@/shared/charts/drawing";
import { type Cell, type GridRow, mostOf } from "@/shared/charts/grid";
import css from "@/shared/charts/heat-table.module.css";

interface Props {
  caption: string;
  /** What the rows are. */
  corner: string;
  columns: { id: string; name: string; short?: string }[];
  rows: GridRow[];
  /** The head of a row, as a link where it has one. */
  head?: (row: GridRow) => ReactNode;
  /** A cell that leads somewhere. */
  link?: (row: GridRow, column: string, words: ReactNode) => ReactNode;
  /** In words, of a cell with nothing in it. */
  none: string;
}

/** Rows and columns of counts as a table that is shaded: the number stands in every cell, so colour is never alone. */
export function HeatTable({ caption, corner, columns, rows, head, link, none }: Props) {
  const most = mostOf(rows);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by key
    // biome-ignore lint/a11y/useSemanticElements: a frame that scrolls is no form field set
    <div className={css.scroll} role="group" aria-label={caption} tabIndex={0}>
      <table className={css.table}>
        <caption className="hidden-text">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map(({ id, name, short }) => (
              <th key={id} scope="col" className={css.column} abbr={name}>
                {short ? (
                  <>
                    <span aria-hidden="true" title={name}>
                      {short}
                    </span>
                    <span className="hidden-text">{name}</span>
                  </>
                ) : (
                  name
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{head ? head(row) : row.name}</th>
              {columns.map(({ id }, at) => (
                <Shaded key={id} cell={row.cells[at] ?? null} most={most} none={none}>
                  {(words) => (link && row.cells[at] ? link(row, id, words) : words)}
                </Shaded>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ShadedProps {
  cell: Cell | null;
  most: number;
  none: string;
  children: (words: ReactNode) => ReactNode;
}

function Shaded({ cell, most, none, children }: ShadedProps) {
  if (!cell?.words)
    return (
      <td data-heat={0}>
        <span className="hidden-text">{none}</span>
      </td>
    );
  return (
    <td data-heat={heatOf(cell.value, most)} data-over={cell.over || undefined} title={cell.says}>
      {children(
        <>
          {cell.words}
          {cell.says && <span className="hidden-text">: {cell.says}</span>}
        </>,
      )}
    </td>
  );
}
