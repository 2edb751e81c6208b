import type { Moment } from "@/features/taskings/moments";
import type { Forum } from "@/shared/api/types";

export interface Dot {
  x: number;
  y: number;
  moment: Moment;
  word: string;
  date: string;
  /** The words stand above or below, in turn within a lane, so that neighbours do not meet. */
  above: boolean;
}
export interface Drawing {
  width: number;
  height: number;
  /** `y` is the lane's line; its name stands at `top`, above everything that the lane shows. */
  lanes: { name: string; y: number; top: number }[];
  dots: Dot[];
  /** The way of the tasking and of each child; where an escalation carries it, the escalation's way is its way. */
  paths: string[];
}
/** What stands beside a dot. */
export interface Words {
  word: string;
  date: string;
}

const LANE = 92;
const LINE = 56;
const NAME = 13;
const EDGE = 6;
const NEAREST = 30;
const LETTER = 6.4;
const GAP = 12;

const halfOf = ({ word, date }: Words) => (Math.max(word.length, date.length) * LETTER) / 2;

interface Placed extends Words {
  moment: Moment;
  lane: number;
  above: boolean;
  half: number;
}

/**
 * Forums from the highest rank down; moments from left to right by time, in at least `room` pixels. They are pushed
 * apart where their words would meet; what then needs more room than there is makes the drawing wider, not smaller.
 */
export function draw(moments: Moment[], forums: Forum[], room: number, say: (of: Moment) => Words): Drawing {
  const lanes = lanesOf(moments, forums);
  const placed = placeInLanes(moments, lanes, say);
  const earliest: number[] = [];
  placed.forEach((each, index) => {
    earliest.push(nearestAfter(placed, earliest, each, index));
  });
  const needed = Math.max(0, ...placed.map(({ half }, index) => (earliest[index] ?? 0) + half + EDGE));
  const width = Math.ceil(Math.max(room, needed));
  const xs = spread(placed, width);
  const yOf = (lane: number) => lane * LANE + LINE;
  const dots = placed.map(({ moment, word, date, above, lane }, index) => ({
    ...{ moment, word, date, above },
    x: Math.round(xs[index] ?? 0),
    y: yOf(lane),
  }));
  return {
    width,
    height: LANE * Math.max(1, lanes.length),
    lanes: lanes.map(({ name }, lane) => ({ name, y: yOf(lane), top: lane * LANE + NAME })),
    dots,
    paths: pathsOf(dots),
  };
}

function lanesOf(moments: Moment[], forums: Forum[]): { id: string; name: string }[] {
  const rankOf = (id: string) => forums.find((forum) => forum.id === id)?.rank ?? 9;
  const named = new Map<string, string>();
  for (const { event } of moments) if (event.forum) named.set(event.forum.id, event.forum.name);
  return [...named]
    .map(([id, name]) => ({ id, name }))
    .sort((a, b) => rankOf(a.id) - rankOf(b.id) || a.name.localeCompare(b.name));
}

function placeInLanes(moments: Moment[], lanes: { id: string }[], say: (of: Moment) => Words): Placed[] {
  const told = new Map<number, number>();
  let lane = 0;
  return [...moments]
    .sort((a, b) => a.event.at.localeCompare(b.event.at))
    .map((moment) => {
      const found = lanes.findIndex(({ id }) => id === moment.event.forum?.id);
      lane = found < 0 ? lane : found;
      const before = told.get(lane) ?? 0;
      told.set(lane, before + 1);
      const words = say(moment);
      return { ...words, moment, lane, above: before % 2 === 0, half: halfOf(words) };
    });
}

/** How far apart two moments must stand: their words may not meet, nor their dots. */
const apart = (a: Placed, b: Placed) =>
  a.lane === b.lane && a.above === b.above ? Math.max(NEAREST, a.half + b.half + GAP) : NEAREST;

function nearestAfter(placed: Placed[], xs: number[], each: Placed, index: number): number {
  const after = placed.slice(0, index).map((other, at) => (xs[at] ?? 0) + apart(other, each));
  return Math.max(each.half + EDGE, ...after);
}

/** By time where there is room; never so late that what follows finds no place. */
function spread(placed: Placed[], width: number): number[] {
  const latest: number[] = [];
  for (let index = placed.length - 1; index >= 0; index -= 1) {
    const each = placed[index] as Placed;
    const before = placed.slice(index + 1).map((other, at) => {
      return (latest[index + 1 + at] ?? width) - apart(each, other);
    });
    latest[index] = Math.min(width - each.half - EDGE, ...before);
  }
  const times = placed.map(({ moment }) => Date.parse(moment.event.at));
  const [first = 0, last = 1] = [times[0], times.at(-1)];
  const xs: number[] = [];
  placed.forEach((each, index) => {
    const wish = (width * ((times[index] ?? first) - first)) / Math.max(1, last - first);
    xs.push(Math.min(latest[index] ?? width, Math.max(wish, nearestAfter(placed, xs, each, index))));
  });
  return xs;
}

type Edge = readonly [from: number, to: number];

/** One curve from each dot to the next of the same item, and from the tasking to where a child's life begins. */
function pathsOf(dots: Dot[]): string[] {
  const edges = edgesOf(dots);
  return edges.filter((edge) => !goesRound(edge, edges)).map(([from, to]) => curve(dots[from], dots[to]));
}

function edgesOf(dots: Dot[]): Edge[] {
  const own = dots[0]?.moment.event.item?.id ?? "";
  const idsOf = (dot: Dot) => new Set(dot.moment.events.map(({ item }) => item?.id ?? own));
  const last = new Map<string, number>();
  const edges = new Map<string, Edge>();
  dots.forEach((dot, index) => {
    const ids = idsOf(dot);
    for (const id of ids) {
      const from = last.get(id) ?? (ids.has(own) ? undefined : last.get(own));
      if (from !== undefined) edges.set(`${from} ${index}`, [from, index]);
    }
    for (const id of ids) last.set(id, index);
  });
  return [...edges.values()];
}

/** Whether other lines lead the same way through more dots: an escalation carries its tasking up the ladder. */
function goesRound([from, to]: Edge, edges: Edge[]): boolean {
  const reaches = (at: number): boolean =>
    edges.some(([a, b]) => a === at && !(a === from && b === to) && (b === to || (b < to && reaches(b))));
  return reaches(from);
}

function curve(from: Dot | undefined, to: Dot | undefined): string {
  if (!from || !to) return "";
  const middle = (from.x + to.x) / 2;
  return `M${from.x} ${from.y} C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}
