/** A colour by what it stands for: the page paints it in the reader's scheme, a file in the colours of paper. */
export type Ink =
  | "ink"
  | "muted"
  | "line"
  | "page"
  | "accent"
  | "danger"
  | "warn"
  | `series-${number}`
  | `heat-${number}`;
export const SERIES = 8;
export const HEATS = 6;

type Fade = "start" | "end" | "both";
interface Said {
  /** In words, for who points at it. */
  says?: string;
  /** What it stands for, by name: what is clickable has one. */
  of?: string;
}
export type Shape =
  | ({ kind: "rect"; x: number; y: number; width: number; height: number; ink: Ink } & {
      /** Stripes of the page's colour over it, of this pattern: series are told apart without colour. */
      hatch?: number;
      fade?: Fade;
      outline?: Ink;
    } & Said)
  | {
      kind: "text";
      x: number;
      y: number;
      words: string;
      ink?: Ink;
      size?: number;
      bold?: boolean;
      anchor?: "start" | "middle" | "end";
    }
  | { kind: "line"; x1: number; y1: number; x2: number; y2: number; ink: Ink; dashed?: boolean }
  | ({ kind: "path"; d: string; ink: Ink; outline?: Ink } & Said)
  | ({ kind: "circle"; x: number; y: number; r: number; ink: Ink; outline?: Ink } & Said);

/** A picture in words of shapes, in pixels: one and the same on the page, on paper and in a file. */
export interface Drawing {
  width: number;
  height: number;
  shapes: Shape[];
}

/** A tag with its attributes and what stands in it. `ink` and `outline` are attributes of their own. */
export interface Mark {
  tag: string;
  attributes: Record<string, string | number | undefined>;
  ink: Ink;
  outline?: Ink;
  words?: string;
  says?: string;
  of?: string;
}

/** How many kinds of stripes there are; none is the first. */
export const HATCHES = [
  "",
  "M0 6L6 0",
  "M0 0L6 6",
  "M0 3H6",
  "M3 0V6",
  "M0 6L6 0M0 0L6 6",
  "M0 3H6M3 0V6",
  "M1 1h2v2h-2z",
];

const round = (value: number) => Math.round(value * 10) / 10;

/** The marks of a shape, in the order in which they are painted. `id` names the patterns and masks of the picture. */
export function marksOf(shape: Shape, id: string): Mark[] {
  switch (shape.kind) {
    case "rect": {
      const { x, y, width, height, ink, hatch = 0, fade, outline, says, of } = shape;
      const place = {
        x: round(x),
        y: round(y),
        width: round(Math.max(0, width)),
        height: round(Math.max(0, height)),
      };
      const mask = fade ? { mask: `url(#${id}-fade-${fade})` } : {};
      const whole: Mark = { tag: "rect", attributes: { ...place, ...mask }, ink, outline, says, of };
      if (hatch % HATCHES.length === 0) return [whole];
      const stripes = {
        ...place,
        ...mask,
        fill: `url(#${id}-hatch-${hatch % HATCHES.length})`,
        "pointer-events": "none",
      };
      return [whole, { tag: "rect", attributes: stripes, ink: "page" }];
    }
    case "text": {
      const { x, y, words, ink = "ink", size = 12, bold, anchor = "start" } = shape;
      const weight = bold ? { "font-weight": 640 } : {};
      return [
        {
          tag: "text",
          attributes: { x: round(x), y: round(y), "font-size": size, "text-anchor": anchor, ...weight },
          ink,
          words,
        },
      ];
    }
    case "line": {
      const { x1, y1, x2, y2, ink, dashed } = shape;
      const stroke = dashed ? { "stroke-dasharray": "3 3" } : {};
      const ends = { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), ...stroke };
      return [{ tag: "line", attributes: ends, ink, outline: ink }];
    }
    case "path":
      return [{ ...shape, tag: "path", attributes: { d: shape.d } }];
    case "circle":
      return [
        {
          ...shape,
          tag: "circle",
          attributes: { cx: round(shape.x), cy: round(shape.y), r: round(shape.r) },
        },
      ];
  }
}

/** Words cut to what finds room in a width, at a size of letters; what was cut is said by an ellipsis. */
export function fitted(words: string, width: number, size = 12): string {
  const most = Math.max(1, Math.floor(width / (size * 0.6)));
  return words.length <= most ? words : `${words.slice(0, Math.max(1, most - 1)).trimEnd()}…`;
}

/** What an axis steps by, times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10];

/** The values of an axis of counts from nought to at least `most`, in round whole steps, at most `steps` of them. */
export function ticks(most: number, steps = 4): number[] {
  if (most <= 0) return [0, 1];
  const rough = most / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const found = STEPS.find((each) => each * power >= rough && Number.isInteger(each * power)) ?? 10;
  const step = Math.max(1, found * power);
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}

/** The shade of a count among others, 0 for none and up to the darkest for the most: by the root, so that small ones show. */
export const heatOf = (value: number, most: number): number =>
  value <= 0 || most <= 0
    ? 0
    : Math.max(1, Math.min(HEATS - 1, Math.ceil(Math.sqrt(value / most) * (HEATS - 1))));
