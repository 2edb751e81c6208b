import { expect, it } from "vitest";
import { filtersOf, leadOf, shownOf, sortOf, tableWords } from "@/shared/ui/table-address";

const COLUMNS = [{ id: "state" }, { id: "title", grow: true }, { id: "forum", minor: true }, { id: "due" }];
const IDS = COLUMNS.map(({ id }) => id);

it("without a choice every column stands; where it is narrow, not the minor ones", () => {
  expect(shownOf(undefined, COLUMNS, false)).toEqual(IDS);
  expect(shownOf(undefined, COLUMNS, true)).toEqual(["state", "title", "due"]);
});

it("the address names what stands, and a minor column where it is narrow too", () => {
  expect(shownOf("due,title,forum", COLUMNS, true)).toEqual(["title", "forum", "due"]);
});

it("the column that names the row always stands, and what no table has is passed over", () => {
  expect(leadOf(COLUMNS)).toBe("title");
  for (const word of ["", "nothing", "state"]) expect(shownOf(word, COLUMNS, false)).toContain("title");
  expect(shownOf("nothing", COLUMNS, false)).toEqual(["title"]);
});

it("a sort names a column that the table has, from the largest after a minus", () => {
  expect(sortOf("due", IDS)).toEqual({ id: "due", desc: false });
  expect(sortOf("-due", IDS)).toEqual({ id: "due", desc: true });
  for (const word of [undefined, "", "-", "secret", 7]) expect(sortOf(word, IDS)).toBeNull();
});

it("filters that change leave what the tables of the page say", () => {
  const search = { forum: "f", sort: "-due", columns: "title", nations_sort: "rate", sorted: "no" };
  expect(tableWords(search)).toEqual({ sort: "-due", columns: "title", nations_sort: "rate" });
  expect(filtersOf(search)).toEqual({ forum: "f", sorted: "no" });
});
