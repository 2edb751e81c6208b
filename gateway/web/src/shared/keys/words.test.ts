import { expect, it } from "vitest";
import { together, written } from "@/shared/keys/words";

it("names what each key does: keys that do the same together, what stands everywhere last", () => {
  const rows = together([
    { "/": { words: "search", everywhere: true }, x: undefined },
    { j: { words: "next item" }, ArrowRight: { words: "next item" }, d: { words: "Defer" } },
    { j: { words: "next line" } },
  ]);
  expect(rows).toEqual([
    { words: "next item", keys: ["j", "ArrowRight"] },
    { words: "Defer", keys: ["d"] },
    { words: "search", keys: ["/"] },
  ]);
});

it("has nothing to say of a page without keys", () => {
  expect(together([])).toEqual([]);
});

it("writes a key as it stands on the keyboard", () => {
  const keys = ["j", "?", "Enter", "mod+k", "mod+Enter", "alt+ArrowUp", "Escape"];
  expect(keys.map(written)).toEqual(["j", "?", "↵", "Ctrl K", "Ctrl ↵", "Alt ↑", "Esc"]);
});
