import { type Drawing, fitted, type Shape } from "@/shared/charts/drawing";

/** A span of days, each end as exact as it is known: the first and the last day that it can mean. */
export interface Span {
  of: string;
  name: string;
  start: { first: string; last: string } | null;
  end: { first: string; last: string } | null;
  /** In words, for who points at it. */
  says: string;
  tone?: number;
}

const DAY = 86_400_000;
const ROW = 24;
const HEAD = 30;
const dayOf = (value: string) => Date.parse(`${value.slice(0, 10)}T00:00:00Z`) / DAY;

interface Axis {
  from: number;
  to: number;
  at: (day: number) => number;
}

/** The beginnings of years, or within three years of quarters, that fall onto the axis, with their words. */
function steps({ from, to }: Axis): { day: number; words: string }[] {
  const years = (to - from) / 365;
  const first = new Date(from * DAY).getUTCFullYear();
  const found: { day: number; words: string }[] = [];
  const every = Math.max(1, Math.ceil(years / 12));
  for (let year = first; year <= first + years + 1; year += every) {
    const months = years <= 3 ? [0, 3, 6, 9] : [0];
    for (const month of months) {
      const day = Date.UTC(year, month, 1) / DAY;
      const words = month === 0 ? String(year) : `${year}-${String(month + 1).padStart(2, "0")}`;
      if (day >= from && day <= to) found.push({ day, words });
    }
  }
  return found;
}

/**
 * Spans under each other on one axis of time. An end that is known only to the month or the year fades over the days
 * that it can mean; one that is not known at all fades over a month and is said in words.
 */
export function timeline({ spans, width, today }: { spans: Span[]; width: number; today: string }): Drawing {
  const dated = spans.filter(({ start, end }) => start ?? end);
  const days = dated.flatMap(({ start, end }) =>
    [start?.first, start?.last, end?.first, end?.last].flatMap((each) => (each ? [dayOf(each)] : [])),
  );
  const names = Math.min(230, width * 0.38);
  const [least, most] =
    days.length > 0 ? [Math.min(...days), Math.max(...days)] : [dayOf(today), dayOf(today)];
  const margin = Math.max(15, (most - least) * 0.02);
  const axis: Axis = {
    from: least - margin,
    to: most + margin,
    at: (day) => names + ((day - (least - margin)) / (most - least + 2 * margin)) * (width - names - 8),
  };
  const height = HEAD + spans.length * ROW + 8;
  const shapes: Shape[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const { day, words } of steps(axis)) {
    const x = axis.at(day);
    shapes.push({ kind: "line", x1: x, x2: x, y1: HEAD - 8, y2: height - 4, ink: "line" });
    if (x - last < words.length * 7 + 6) continue;
    shapes.push({
      kind: "text",
      x,
      y: 14,
      words,
      ink: "muted",
      size: 11,
      anchor: x > width - 40 ? "end" : "middle",
    });
    last = x;
  }
  const now = dayOf(today);
  if (now > axis.from && now < axis.to)
    shapes.push({
      kind: "line",
      x1: axis.at(now),
      x2: axis.at(now),
      y1: HEAD - 8,
      y2: height - 4,
      ink: "danger",
      dashed: true,
    });
  spans.forEach((span, row) => {
    shapes.push(...lane(span, row, axis, names));
  });
  return { width, height, shapes };
}

/** The bar of one span: firm between what is certain, fading over what is not. */
function lane(span: Span, row: number, axis: Axis, names: number): Shape[] {
  const y = HEAD + row * ROW;
  const name: Shape = {
    kind: "text",
    x: names - 10,
    y: y + 13,
    words: fitted(span.name, names - 10),
    anchor: "end",
  };
  const { start, end, of, says } = span;
  const known = start ?? end;
  if (!known) return [name, { kind: "text", x: names + 4, y: y + 13, words: "?", ink: "muted" }];
  const ink = `series-${span.tone ?? 0}` as const;
  const begins = start ?? { first: axisDay(known.first, -30), last: known.first };
  const ends = end ?? { first: known.last, last: axisDay(known.last, 30) };
  const [a, b] = [axis.at(dayOf(begins.first)), axis.at(dayOf(begins.last))];
  const [c, d] = [axis.at(dayOf(ends.first)), axis.at(dayOf(ends.last) + 1)];
  const bar = { kind: "rect", y: y + 3, height: 14, ink, of, says } as const;
  // Where the two ends can mean the same days nothing is certain between them.
  if (b >= c) return [name, { ...bar, x: a, width: Math.max(4, d - a), ...fading(begins, ends) }];
  return [
    name,
    ...(b - a > 1 ? [{ ...bar, x: a, width: b - a, fade: "start" } as const] : []),
    // A little over both ends, so that no seam shows where it begins to fade.
    { ...bar, x: b - 0.5, width: Math.max(4, c - b + 1) },
    ...(d - c > 1.5 && ends.first !== ends.last
      ? [{ ...bar, x: c, width: d - c, fade: "end" } as const]
      : []),
  ];
}

const fading = (begins: { first: string; last: string }, ends: { first: string; last: string }) =>
  begins.first === begins.last && ends.first === ends.last ? {} : ({ fade: "both" } as const);

const axisDay = (value: string, days: number): string =>
  new Date((dayOf(value) + days) * DAY).toISOString().slice(0, 10);
