import { expect, it } from "vitest";
import { draw } from "@/features/taskings/layout";
import type { Forum, LifeEvent } from "@/shared/api/types";

const forum = (id: string, rank: number) => ({ id, name: id, rank }) as Forum;
const event = (at: string, of: string, item?: string) =>
  ({
    at,
    kind: "progressed",
    text: "",
    forum: { id: of, name: of },
    item: { id: item ?? "own", ref: "", title: "" },
  }) as LifeEvent;

it("higher ranks stand above, later events to the right, and no two dots meet", () => {
  const { lanes, dots } = draw(
    [
      event("2026-03-01T00:00:00Z", "low"),
      event("2026-01-01T00:00:00Z", "high"),
      event("2026-01-01T01:00:00Z", "low"),
      event("2026-03-01T00:00:01Z", "high"),
    ],
    [forum("low", 2), forum("high", 0)],
  );
  expect(lanes.map(({ name }) => name)).toEqual(["high", "low"]);
  const gaps = dots.slice(1).map(({ x }, index) => x - (dots[index]?.x ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(74);
});

it("a child's line begins where it was delegated", () => {
  const { paths } = draw(
    [
      event("2026-01-01T00:00:00Z", "high"),
      event("2026-02-01T00:00:00Z", "low", "child"),
      event("2026-03-01T00:00:00Z", "high"),
    ],
    [forum("low", 2), forum("high", 0)],
  );
  expect(paths).toHaveLength(2);
});

it("a life without events draws nothing and does not fail", () => {
  expect(draw([], []).dots).toEqual([]);
});
