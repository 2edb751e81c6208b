import { expect, test } from "vitest";
import { pieces, sameLabel, stepped, type Typed, taken } from "@/shared/label/typed-text";

test("a suggestion stands for what was begun, and what is behind the caret stays", () => {
  const typed = { text: "USA SECRET//re//ORCON", at: 14 };
  const after = taken(typed, { at: 12, text: "REL TO ", says: "" });
  expect(after).toEqual({ text: "USA SECRET//REL TO //ORCON", at: 19 });
});

test("a suggestion that goes on is added at the caret", () => {
  const after = taken({ text: "USA", at: 3 }, { at: 3, text: " SECRET", says: "" });
  expect(after).toEqual({ text: "USA SECRET", at: 10 });
});

test("the signs of a word are one step, and every boundary begins another", () => {
  let history: Typed[] = [{ text: "USA", at: 3 }];
  for (const sign of " SECRET//ORCON") {
    const text = (history.at(-1)?.text ?? "") + sign;
    history = stepped(history, { text, at: text.length });
  }
  const steps = ["USA", "USA ", "USA SECRET", "USA SECRET/", "USA SECRET//", "USA SECRET//ORCON"];
  expect(history.map(({ text }) => text)).toEqual(steps);
});

test("what was typed is cut where it is wrong, and nothing of it is lost", () => {
  const text = "USA SECRT//NOFRN";
  const found = pieces(text, [
    { at: 4, end: 9 },
    { at: 11, end: 16 },
  ]);
  expect(found.map(({ wrong }) => wrong)).toEqual([false, true, false, true]);
  expect(found.map((piece) => piece.text)).toEqual(["USA ", "SECRT", "//", "NOFRN"]);
  expect(pieces(text, [])).toEqual([{ text, wrong: false }]);
  expect(pieces("", [{ at: 0, end: 0 }])).toEqual([]);
});

test("labels are the same in whatever order their codes stand, and differ by any part or flag", () => {
  const one = { level: "SECRET", owner: ["USA", "GBR"], rel: ["AUS"] };
  expect(
    sameLabel(one, { level: "SECRET", owner: ["GBR", "USA"], rel: ["AUS"], coi: [], noforn: false }),
  ).toBe(true);
  for (const other of [
    { ...one, level: "RESTRICTED" },
    { ...one, rel: [] },
    { ...one, display_only: ["CAN"] },
    { ...one, orcon: true },
  ])
    expect(sameLabel(one, other)).toBe(false);
});
