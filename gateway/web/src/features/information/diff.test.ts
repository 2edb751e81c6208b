import { expect, test } from "vitest";
import { diff } from "@/features/information/diff";

const side = (before: string, after: string, without: "new" | "gone") =>
  diff(before, after)
    .filter(({ how }) => how !== without)
    .map(({ text }) => text)
    .join("");

test("a changed word stands as gone and new, the rest as it was", () => {
  expect(diff("We met in May.", "We met in June.")).toEqual([
    { how: "same", text: "We met in " },
    { how: "gone", text: "May" },
    { how: "new", text: "June" },
    { how: "same", text: "." },
  ]);
});

test.each([
  ["", "All of it."],
  ["All of it.", ""],
  ["a b a b", "b a b a"],
  ["Überprüfung läuft nicht", "Die Überprüfung läuft"],
  ["one two three four", "four three two one"],
  ["one\ntwo", "one\n\ntwo 🙂"],
])("from %j to %j both texts are read back whole", (before, after) => {
  expect(side(before, after, "new")).toBe(before);
  expect(side(before, after, "gone")).toBe(after);
});

test("texts too long to compare word by word stand whole, one after the other", () => {
  const [before, after] = ["old ", "new "].map((word) => word.repeat(3_000)) as [string, string];
  expect(diff(before, after).length).toBeLessThan(5);
  expect(side(before, after, "gone")).toBe(after);
});
