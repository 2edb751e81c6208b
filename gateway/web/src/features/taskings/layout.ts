import type { Forum, LifeEvent } from "@/shared/api/types";

export interface Dot {
  x: number;
  y: number;
  event: LifeEvent;
  /** The word stands above or below, so that neighbours do not meet. */
  above: boolean;
}
export interface Drawing {
  width: number;
  height: number;
  lanes: { name: string; y: number }[];
  dots: Dot[];
  /** One line for each item: the tasking itself and each child or escalation. */
  paths: string[];
}

const LEFT = 190;
const RIGHT = 50;
const TOP = 26;
const LANE = 58;
const WIDTH = 900;
const NEAREST = 74;

/** Forums from the highest rank down; events from left to right by time, pushed apart where they crowd. */
export function draw(events: LifeEvent[], forums: Forum[]): Drawing {
  const rankOf = (id: string) => forums.find((forum) => forum.id === id)?.rank ?? 9;
  const named = new Map<string, string>();
  for (const { forum } of events) if (forum) named.set(forum.id, forum.name);
  const ids = [...named.keys()].sort(
    (a, b) => rankOf(a) - rankOf(b) || (named.get(a) ?? "").localeCompare(named.get(b) ?? ""),
  );
  const yOf = (id: string | undefined) => TOP + LANE * Math.max(0, ids.indexOf(id ?? "")) + LANE / 2;
  const ordered = [...events].sort((a, b) => a.at.localeCompare(b.at));
  const times = ordered.map(({ at }) => Date.parse(at));
  const [first = 0, last = 1] = [times[0], times[times.length - 1]];
  const width = Math.max(WIDTH, LEFT + RIGHT + NEAREST * Math.max(0, ordered.length - 1));
  let lane: string | undefined = ids[0];
  let before = Number.NEGATIVE_INFINITY;
  const room = (index: number) => width - RIGHT - NEAREST * (ordered.length - 1 - index);
  const dots = ordered.map((event, index): Dot => {
    lane = event.forum?.id ?? lane;
    const wish =
      LEFT + ((width - LEFT - RIGHT) * ((times[index] ?? first) - first)) / Math.max(1, last - first);
    const x = Math.min(room(index), Math.max(wish, before + NEAREST));
    before = x;
    return { x: Math.round(x), y: yOf(lane), event, above: index % 2 === 0 };
  });
  return {
    width,
    height: TOP + LANE * Math.max(1, ids.length) + 8,
    lanes: ids.map((id) => ({ name: named.get(id) ?? "", y: yOf(id) })),
    dots,
    paths: pathsOf(dots),
  };
}

function pathsOf(dots: Dot[]): string[] {
  const own = dots[0]?.event.item?.id ?? "";
  const lines = new Map<string, Dot[]>();
  for (const dot of dots) {
    const id = dot.event.item?.id ?? own;
    const started = lines.get(id);
    if (started) started.push(dot);
    else {
      const from =
        id === own
          ? undefined
          : dots.filter((each) => each.x < dot.x && (each.event.item?.id ?? own) === own).at(-1);
      lines.set(id, from ? [from, dot] : [dot]);
    }
  }
  return [...lines.values()].filter(({ length }) => length > 1).map(curve);
}

function curve(line: Dot[]): string {
  return line
    .map(({ x, y }, index) => {
      const from = line[index - 1];
      if (!from) return `M${x} ${y}`;
      const middle = (from.x + x) / 2;
      return `C${middle} ${from.y} ${middle} ${y} ${x} ${y}`;
    })
    .join(" ");
}
