import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { byDate } from "@/features/brief/lines";
import type { Brief } from "@/shared/api/types";

const line = (id: string, value: string | null) =>
  ({
    id,
    why: id === "late" ? ["overdue"] : id === "returned" ? ["returned"] : [],
    due: value ? { value, precision: "day" } : null,
  }) as Brief["sections"][number]["lines"][number];

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-21T12:00:00") }));
afterEach(() => void vi.useRealTimers());

it("what is owed, awaited and met stands in one column by date; what changed stands apart", () => {
  const brief: Brief = {
    since: null,
    as_of: "",
    stale: [],
    banner: null,
    sections: [
      {
        kind: "owed_by_us",
        lines: [line("later", "2027-03-01"), line("returned", "2026-11-25"), line("late", "2026-11-01")],
        more: false,
      },
      { kind: "meetings", lines: [line("soon", "2026-11-24")], more: false },
      { kind: "releases", lines: [line("undated", null)], more: false },
      { kind: "changed", lines: [line("changed", null)], more: false },
    ],
  };
  const { changed, groups } = byDate(brief);
  expect(groups.map(({ name, lines }) => [name, ...lines.map(({ id }) => id)])).toEqual([
    ["overdue", "late"],
    ["week", "soon"],
    ["later", "later"],
    ["settled", "returned"],
    ["undated", "undated"],
  ]);
  expect(changed.map(({ id }) => id)).toEqual(["changed"]);
  expect(byDate(brief, "releases").groups.flatMap(({ lines }) => lines.map(({ id }) => id))).toEqual([
    "undated",
  ]);
});
