import { expect, it } from "vitest";
import { type Dot, draw } from "@/features/taskings/layout";
import { momentsOf } from "@/features/taskings/moments";
import type { Forum, LifeEvent } from "@/shared/api/types";

const forum = (id: string, rank: number) => ({ id, name: id, rank }) as Forum;
const event = (at: string, of: string, item?: string, kind = "progressed") =>
  ({
    at,
    kind,
    text: "",
    forum: { id: of, name: of },
    item: { id: item ?? "own", ref: "", title: "" },
  }) as LifeEvent;
const forums = [forum("low", 2), forum("high", 0)];
const drawn = (events: LifeEvent[], room = 900) =>
  draw(momentsOf(events), forums, room, ({ event: { kind } }) => ({ word: kind, date: "12 Mar 2026" }));
const half = ({ word, date }: Dot) => (Math.max(word.length, date.length) * 6.4) / 2;

it("higher ranks stand above, later moments to the right", () => {
  const { lanes, dots } = drawn([
    event("2026-03-01T00:00:00Z", "low"),
    event("2026-01-01T00:00:00Z", "high"),
  ]);
  expect(lanes.map(({ name }) => name)).toEqual(["high", "low"]);
  expect((dots[0]?.x ?? 0) < (dots[1]?.x ?? 0)).toBe(true);
});

it.each([300, 900, 2000])(
  "no words meet and none leaves the drawing, however crowded, in %i pixels",
  (room) => {
    const events = Array.from({ length: 14 }, (_, index) =>
      event(`2026-01-0${1 + Math.floor(index / 5)}T00:00:${10 + index}Z`, index % 3 ? "low" : "high"),
    );
    const { dots, width } = drawn(events, room);
    expect(width).toBeGreaterThanOrEqual(room);
    for (const [index, dot] of dots.entries()) {
      expect(dot.x - half(dot)).toBeGreaterThanOrEqual(0);
      expect(dot.x + half(dot)).toBeLessThanOrEqual(width);
      for (const other of dots.slice(index + 1)) {
        expect(Math.abs(other.x - dot.x)).toBeGreaterThanOrEqual(29);
        if (other.y === dot.y && other.above === dot.above)
          expect(other.x - dot.x).toBeGreaterThanOrEqual(half(dot) + half(other));
      }
    }
  },
);

it("an adjudication that settles a tasking and its escalations is one moment", () => {
  const at = "2026-03-01T00:00:00Z";
  const moments = momentsOf([
    event("2026-01-01T00:00:00Z", "low", "own", "escalated"),
    event("2026-01-01T00:00:00Z", "low", "up", "raised"),
    event(at, "high", "up", "adjudicated"),
    event(at, "high", "own", "adjudicated"),
  ]);
  expect(moments.map(({ event: { kind }, events }) => [kind, events.length])).toEqual([
    ["escalated", 2],
    ["adjudicated", 2],
  ]);
});

it("moments under different labels stay apart", () => {
  const plain = event("2026-01-01T00:00:00Z", "low");
  const marked = { ...plain, label: { banner: "SECRET" } } as LifeEvent;
  expect(momentsOf([plain, marked])).toHaveLength(2);
});

it("a child's line begins where it was delegated", () => {
  const { paths } = drawn([
    event("2026-01-01T00:00:00Z", "high"),
    event("2026-02-01T00:00:00Z", "low", "child"),
    event("2026-03-01T00:00:00Z", "high"),
  ]);
  expect(paths).toHaveLength(2);
});

it("a tasking goes up the ladder with its escalations, by no second line past them", () => {
  const [raised, further, settled] = ["2026-02-01", "2026-03-01", "2026-04-01"].map(
    (day) => `${day}T10:00:00Z`,
  );
  const { dots, paths } = drawn([
    event("2026-01-01T00:00:00Z", "high"),
    event(raised as string, "low", "own", "escalated"),
    event(raised as string, "low", "first", "raised"),
    event(further as string, "middle", "first", "escalated"),
    event(further as string, "middle", "second", "raised"),
    ...["second", "first", "own"].map((id) => event(settled as string, "high", id, "adjudicated")),
  ]);
  expect(dots).toHaveLength(4);
  const ends = paths.map((path) =>
    path
      .match(/^M(\d+).* (\d+) \d+$/)
      ?.slice(1)
      .map(Number),
  );
  const xs = dots.map(({ x }) => x);
  expect(ends).toEqual([xs.slice(0, 2), xs.slice(1, 3), xs.slice(2, 4)]);
});

it("a life without events draws nothing and does not fail", () => {
  expect(drawn([]).dots).toEqual([]);
});
