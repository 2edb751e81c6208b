import { expect, it } from "vitest";
import { snippet } from "@/features/search/snippet";

it("what was found is told apart; nothing of the text is lost", () => {
  expect(snippet("the «fires» data «model»").map(({ words, found }) => [words, found])).toEqual([
    ["the ", false],
    ["fires", true],
    [" data ", false],
    ["model", true],
  ]);
  expect(snippet("a « b").map(({ words }) => words)).toEqual(["a « b"]);
});
