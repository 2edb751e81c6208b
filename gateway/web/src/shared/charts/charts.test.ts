import { expect, it } from "vitest";
import { bars } from "@/shared/charts/bars";
import { heatOf, marksOf, type Shape, ticks } from "@/shared/charts/drawing";
import { svgFile } from "@/shared/charts/file";
import { grid } from "@/shared/charts/grid";
import { timeline } from "@/shared/charts/timeline";

const write = String;
const rects = (shapes: Shape[]) => shapes.flatMap((shape) => (shape.kind === "rect" ? [shape] : []));

it("a file carries the marking above and below, and no name becomes markup", () => {
  const drawing = bars({
    categories: ["<b>"],
    series: [{ name: "<script>", values: [3] }],
    width: 400,
    write,
  });
  const svg = svgFile("Title", drawing, "SECRET//REL TO USA, GBR", "Demonstration");
  expect(svg.match(/SECRET\/\/REL TO USA, GBR/g)).toHaveLength(2);
  expect(svg).not.toMatch(/<script>|<b>/);
  expect(svg).toContain("Demonstration");
});

it("stacks the series of a category on each other, and tells them apart by colour and stripes", () => {
  const series = [
    { name: "exercise", values: [2, 0] },
    { name: "training", values: [6, 4] },
  ];
  const { shapes } = bars({ categories: ["2019", "2020"], series, width: 400, write });
  const [first, second, alone] = rects(shapes).filter(({ says }) => says);
  expect(first && second && first.y).toBeCloseTo((second?.y ?? 0) + (second?.height ?? 0));
  expect(first?.ink).not.toBe(second?.ink);
  expect(first?.hatch).not.toBe(second?.hatch);
  expect(alone?.says).toBe("2020, training: 4");
});

it("an axis steps in round numbers from nought past the most", () => {
  expect(ticks(8)).toEqual([0, 2, 4, 6, 8]);
  for (const most of [1, 3, 9, 10, 37, 99, 1234, 263738]) {
    const axis = ticks(most);
    expect(axis.every(Number.isInteger)).toBe(true);
    expect(axis[0]).toBe(0);
    expect(axis.at(-1)).toBeGreaterThanOrEqual(most);
    expect(axis.length).toBeLessThanOrEqual(6);
  }
});

it("a shade never hides a small count, nor makes none of something", () => {
  expect(heatOf(0, 1000)).toBe(0);
  expect(heatOf(1, 100_000)).toBe(1);
  expect(heatOf(100_000, 100_000)).toBe(5);
});

it("a date known to the day is firm, one known to the year fades over all its days", () => {
  const day = (first: string, last = first) => ({ first, last });
  const spans = [
    { of: "a", name: "A", says: "", start: day("2026-03-01"), end: day("2026-04-01") },
    { of: "b", name: "B", says: "", start: day("2026-03-01"), end: day("2027-01-01", "2027-12-31") },
    {
      of: "c",
      name: "C",
      says: "",
      start: day("2026-01-01", "2026-12-31"),
      end: day("2026-01-01", "2026-12-31"),
    },
    { of: "d", name: "D", says: "", start: null, end: null },
  ];
  const { shapes } = timeline({ spans, width: 900, today: "2026-06-01" });
  const of = (name: string) => rects(shapes).filter((shape) => shape.of === name);
  expect(of("a").map(({ fade }) => fade)).toEqual([undefined]);
  expect(of("b").map(({ fade }) => fade)).toEqual([undefined, "end"]);
  expect(of("c").map(({ fade }) => fade)).toEqual(["both"]);
  expect(of("d")).toEqual([]);
  expect(shapes.some((shape) => shape.kind === "text" && shape.words === "?")).toBe(true);
});

it("a cell past what it can take is framed, not only coloured", () => {
  const rows = [{ id: "IRQ", name: "Iraq", cells: [{ words: "5", value: 5, over: true }, null] }];
  const [over, none] = rects(grid({ columns: ["Jan", "Feb"], rows, width: 400 }).shapes);
  expect([over?.outline, none?.outline]).toEqual(["danger", "page"]);
  expect(over && marksOf(over, "x")[0]?.outline).toBe("danger");
});
