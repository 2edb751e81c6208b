import { type Drawing, fitted, HEATS, heatOf, type Shape } from "@/shared/charts/drawing";

export interface Cell {
  /** What stands in it. */
  words: string;
  /** How much of it there is, for the shade. */
  value: number;
  /** In words, for who points at it or hears it. */
  says?: string;
  /** Past what it can take: said by a frame too. */
  over?: boolean;
}
export interface GridRow {
  id: string;
  name: string;
  cells: (Cell | null)[];
}

/** Rows and columns of counts as a drawing: each cell with its number, shaded by it. */
export function grid({
  columns,
  rows,
  width,
}: {
  columns: string[];
  rows: GridRow[];
  width: number;
}): Drawing {
  const names = Math.min(220, width * 0.3);
  const wide = (width - names - 4) / Math.max(1, columns.length);
  const most = mostOf(rows);
  const shapes: Shape[] = columns.map((words, at) => ({
    kind: "text",
    x: names + at * wide + wide / 2,
    y: 14,
    words: fitted(words, wide - 2, 10.5),
    ink: "muted",
    size: 10.5,
    anchor: "middle",
  }));
  rows.forEach(({ name, cells }, row) => {
    const y = 24 + row * 24;
    shapes.push({ kind: "text", x: names - 8, y: y + 15, words: fitted(name, names - 8), anchor: "end" });
    cells.forEach((cell, at) => {
      const x = names + at * wide;
      const heat = heatOf(cell?.value ?? 0, most);
      const outline = cell?.over ? ("danger" as const) : ("page" as const);
      shapes.push({
        kind: "rect",
        x,
        y,
        width: wide - 2,
        height: 22,
        ink: `heat-${heat}`,
        outline,
        says: cell?.says,
      });
      if (!cell?.words) return;
      const ink = heat >= HEATS - 2 ? ("page" as const) : ("ink" as const);
      shapes.push({
        kind: "text",
        x: x + wide / 2 - 1,
        y: y + 15,
        words: fitted(cell.words, wide - 2, 11),
        ink,
        size: 11,
        anchor: "middle",
      });
    });
  });
  return { width, height: 32 + rows.length * 24, shapes };
}

/** The most of any cell. */
export const mostOf = (rows: GridRow[]): number =>
  Math.max(0, ...rows.flatMap(({ cells }) => cells.map((cell) => cell?.value ?? 0)));
