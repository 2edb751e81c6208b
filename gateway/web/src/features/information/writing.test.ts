import { describe, expect, test } from "vitest";
import type { Block } from "@/features/information/types";
import {
  bodiesOf,
  deepened,
  divided,
  edited,
  empty,
  moved,
  pasted,
  removed,
} from "@/features/information/writing";

const narrow = { level: "SECRET", owner: ["USA"] };
const block = (key: string, text: string, part: Partial<Block> = {}): Block => ({
  ...empty(key),
  text,
  ...part,
});
const sheet = (...blocks: Block[]) => ({ blocks, at: null });
const said = (blocks: Block[]) => blocks.map(({ text }) => text);

describe("Enter", () => {
  test("divides a paragraph at the caret, and both sides keep its label: nothing is wider by being divided", () => {
    const { blocks, at } = divided(sheet(block("a", "One. Two.", { label: narrow })), "a", 4, "b");
    expect(said(blocks)).toEqual(["One.", "Two."]);
    expect(blocks.map(({ label }) => label)).toEqual([narrow, narrow]);
    expect(at).toEqual({ key: "b", caret: 0 });
  });
  test("goes from a heading to a paragraph, from a bullet to a bullet, and out of an empty bullet", () => {
    const kinds = (kind: Block["kind"], text: string) =>
      divided(sheet(block("a", text, { kind })), "a", text.length, "b").blocks.map((each) => each.kind);
    expect(kinds("heading", "What worked")).toEqual(["heading", "paragraph"]);
    expect(kinds("bullet", "One")).toEqual(["bullet", "bullet"]);
    expect(kinds("bullet", "")).toEqual(["paragraph"]);
  });
});

test("a paragraph that is removed leaves the caret at the end of the one before it, and never no paragraph", () => {
  const { blocks, at } = removed(sheet(block("a", "One."), block("b", "")), "b", "c");
  expect([said(blocks), at]).toEqual([["One."], { key: "a", caret: 4 }]);
  expect(removed(sheet(block("a", "One.", { label: narrow })), "a", "c").blocks).toEqual([empty("c")]);
});

test("a paragraph moves by one place, with its label, and stays at the edge", () => {
  const three = sheet(block("a", "1"), block("b", "2", { label: narrow }), block("c", "3"));
  const up = moved(three, "b", -1);
  expect(said(up.blocks)).toEqual(["2", "1", "3"]);
  expect(up.blocks[0]?.label).toBe(narrow);
  expect(said(moved(three, "b", 1).blocks)).toEqual(["1", "3", "2"]);
  expect(moved(three, "a", -1).blocks).toBe(three.blocks);
});

test.each([
  ["# Title", "heading", "Title"],
  ["- point", "bullet", "point"],
  ["> said", "quote", "said"],
  ["#no", "paragraph", "#no"],
])("%s at the beginning is a %s", (text, kind, left) => {
  expect(edited([empty("a")], "a", { text })[0]).toMatchObject({ kind, text: left });
});

test("a sign at the beginning changes a paragraph alone, not what has a kind already", () => {
  expect(edited([block("a", "", { kind: "quote" })], "a", { text: "- so" })[0]).toMatchObject({
    kind: "quote",
    text: "- so",
  });
});

test("what is pasted is divided at blank lines, all under the label of where it goes", () => {
  let made = 0;
  const fresh = () => {
    made += 1;
    return `n${made}`;
  };
  const before = sheet(block("a", "[here]", { label: narrow }));
  const next = pasted(before, "a", [1, 5], "One\r\nline.\r\n\r\nTwo.\n \nThree.", fresh);
  expect(said(next?.blocks ?? [])).toEqual(["[One\nline.", "Two.", "Three.]"]);
  expect(next?.blocks.every(({ label }) => label === narrow)).toBe(true);
  expect(next?.at).toEqual({ key: "n2", caret: 6 });
  expect(pasted(before, "a", [0, 0], "One line.", fresh)).toBeNull();
});

test("the depth stays between none and three", () => {
  const steps = (count: number, step: -1 | 1) =>
    Array.from({ length: count }).reduce<Block[]>((blocks) => deepened(blocks, "a", step), [empty("a")])[0]
      ?.depth;
  expect([steps(5, 1), steps(2, -1)]).toEqual([3, 0]);
});

test("an empty paragraph is not sent, and one without a label of its own names none", () => {
  expect(bodiesOf([block("a", " "), block("b", "Two."), block("c", "3", { label: narrow })])).toEqual([
    { kind: "paragraph", depth: 0, text: "Two." },
    { kind: "paragraph", depth: 0, text: "3", label: narrow },
  ]);
});
