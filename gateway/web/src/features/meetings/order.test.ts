import { expect, it } from "vitest";
import { moveEntry, orderOf, totalMinutes } from "@/features/meetings/order";
import type { Agenda, AgendaEntry } from "@/shared/api/types";

const topic = (id: string, minutes: number | null = null) =>
  ({ number: id, entry_id: id, item: null, minutes }) as AgendaEntry;
const agenda = {
  sections: [
    { kind: "discussion", entries: [topic("a", 10), topic("b"), topic("c", 5)] },
    { kind: "topics", entries: [topic("d")] },
  ],
} as Agenda;

it("an entry moves within its section and nothing else moves", () => {
  expect(orderOf(moveEntry(agenda, "discussion", 2, 0))).toEqual(["c", "a", "b", "d"]);
  expect(orderOf(agenda)).toEqual(["a", "b", "c", "d"]);
});

it("an entry does not leave its section", () => {
  expect(moveEntry(agenda, "discussion", 0, -1).sections[0]).toBe(agenda.sections[0]);
  expect(moveEntry(agenda, "discussion", 2, 3).sections[0]).toBe(agenda.sections[0]);
});

it("counts the minutes that are known", () => {
  expect(totalMinutes(agenda.sections[0]?.entries ?? [])).toBe(15);
});
