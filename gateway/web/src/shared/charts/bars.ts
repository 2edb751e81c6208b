import { type Drawing, fitted, SERIES, type Shape, ticks } from "@/shared/charts/drawing";

export interface Series {
  name: string;
  /** One of each category, in their order. */
  values: number[];
}
interface Asked {
  categories: string[];
  series: Series[];
  width: number;
  /** A number as the reader's locale writes it. */
  write: (value: number) => string;
}

const LEFT = 52;
const PLOT = 220;
const LETTER = 6.6;

/** The ink and the stripes of a series by its place: no two of the first 64 look alike. */
export const looksOfSeries = (place: number) => ({
  ink: `series-${place % SERIES}` as const,
  hatch: (place + Math.floor(place / SERIES)) % SERIES,
});

/** Bars over years or months, several series on top of each other, with a legend that names each. */
export function bars({ categories, series, width, write }: Asked): Drawing {
  const totals = categories.map((_, at) => series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0));
  const axis = ticks(Math.max(0, ...totals));
  const top = axis.at(-1) ?? 1;
  const room = Math.max(1, width - LEFT - 8);
  const step = room / Math.max(1, categories.length);
  const bar = Math.max(1, Math.min(40, step * 0.72));
  const key = series.length > 1 ? legend(series, width) : { shapes: [], height: 0 };
  const ground = key.height + 10 + PLOT;
  const y = (value: number) => ground - (value / top) * PLOT;
  const shapes: Shape[] = [...key.shapes];
  for (const value of axis) {
    shapes.push({ kind: "line", x1: LEFT, x2: width - 8, y1: y(value), y2: y(value), ink: "line" });
    shapes.push({
      kind: "text",
      x: LEFT - 6,
      y: y(value) + 4,
      words: write(value),
      ink: "muted",
      size: 11,
      anchor: "end",
    });
  }
  const every = Math.max(
    1,
    Math.ceil((Math.max(...categories.map(({ length }) => length), 1) * LETTER + 8) / step),
  );
  categories.forEach((category, at) => {
    const x = LEFT + at * step + (step - bar) / 2;
    let below = 0;
    series.forEach(({ name, values }, place) => {
      const value = values[at] ?? 0;
      if (value <= 0) return;
      const says = `${category}, ${name}: ${write(value)}`;
      shapes.push({
        kind: "rect",
        x,
        y: y(below + value),
        width: bar,
        height: y(below) - y(below + value),
        ...(series.length > 1 ? looksOfSeries(place) : { ink: "series-0" as const }),
        says,
        of: category,
      });
      below += value;
    });
    if (at % every === 0)
      shapes.push({
        kind: "text",
        x: x + bar / 2,
        y: ground + 16,
        words: category,
        ink: "muted",
        size: 11,
        anchor: "middle",
      });
  });
  return { width, height: ground + 26, shapes };
}

/** The names of the series beside their looks, in as many lines as they take. */
function legend(series: Series[], width: number): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  let [x, y] = [4, 4];
  series.forEach(({ name }, place) => {
    const words = fitted(name, width - 40);
    const wide = 22 + words.length * LETTER + 14;
    if (x > 4 && x + wide > width) [x, y] = [4, y + 20];
    shapes.push({ kind: "rect", x, y, width: 14, height: 12, ...looksOfSeries(place) });
    shapes.push({ kind: "text", x: x + 20, y: y + 10, words });
    x += wide;
  });
  return { shapes, height: y + 24 };
}

interface Row {
  of?: string;
  name: string;
  value: number;
}

/** One bar a line, with its name before it and its number behind. */
export function lines({
  rows,
  width,
  write,
}: {
  rows: Row[];
  width: number;
  write: (value: number) => string;
}): Drawing {
  const names = Math.min(220, width * 0.36);
  const numbers = Math.max(3, ...rows.map(({ value }) => write(value).length)) * LETTER + 10;
  const most = Math.max(1, ...rows.map(({ value }) => value));
  const room = Math.max(1, width - names - numbers - 8);
  const shapes = rows.flatMap(({ of, name, value }, at): Shape[] => {
    const y = at * 26 + 4;
    const long = (Math.max(0, value) / most) * room;
    return [
      { kind: "text", x: names - 8, y: y + 13, words: fitted(name, names - 8), anchor: "end" },
      {
        kind: "rect",
        x: names,
        y,
        width: long,
        height: 18,
        ink: "series-0",
        says: `${name}: ${write(value)}`,
        of: of ?? name,
      },
      { kind: "text", x: names + long + 6, y: y + 13, words: write(value), ink: "muted" },
    ];
  });
  return { width, height: rows.length * 26 + 8, shapes };
}
