import { expect, test } from "vitest";
import { doneAgain, type Steps, stepped, takenBack } from "@/features/information/steps";
import type { Block } from "@/features/information/types";
import { edited, empty, removed } from "@/features/information/writing";

const begin = (now: Block[]): Steps => ({ past: [], now, coming: [], goesOn: null });
const typed = (steps: Steps, text: string): Steps =>
  [...text].reduce(
    (before, sign) =>
      stepped(before, edited(before.now, "a", { text: `${before.now[0]?.text ?? ""}${sign}` })),
    steps,
  );
const text = ({ now }: Steps) => now.map((block) => block.text).join("|");

test("a word is taken back at once, the one before it with the next step, and both come again", () => {
  const written = typed(begin([empty("a")]), "two words");
  const once = takenBack(written);
  expect(text(once)).toBe("two ");
  expect(text(takenBack(takenBack(once)))).toBe("");
  expect(text(doneAgain(once))).toBe("two words");
});

test("a paragraph that was removed comes back with its words and its label", () => {
  const label = { level: "SECRET", owner: ["USA"] };
  const two = [empty("a"), { ...empty("b"), text: "Kept.", label }];
  const gone = stepped(begin(two), removed({ blocks: two, at: null }, "b", "c").blocks);
  expect(takenBack(gone).now).toEqual(two);
});

test("what is written after a step back leaves nothing to do again; at the ends everything stays", () => {
  const back = takenBack(typed(begin([empty("a")]), "one"));
  expect(doneAgain(typed(back, "x"))).toMatchObject({ coming: [] });
  const none = begin([empty("a")]);
  expect([takenBack(none), doneAgain(none)]).toEqual([none, none]);
});
