import { expect, it } from "vitest";
import { sorted } from "@/shared/ui/table-file";

const COLUMNS = [
  { id: "name", header: "Name", value: ({ name }: { name: string }) => name },
  { id: "count", header: "Count", value: ({ count }: { count: number }) => count },
  { id: "act", header: "Act" },
];
const ROWS = [
  { name: "TG-10", count: 2 },
  { name: "tg-9", count: 10 },
  { name: "TG-1", count: 2 },
];
const names = (sort: Parameters<typeof sorted>[1]) => sorted(ROWS, sort, COLUMNS).map(({ name }) => name);

it("a file is in the order of the table: numbers by size, numbers in words too", () => {
  expect(names({ id: "name", desc: false })).toEqual(["TG-1", "tg-9", "TG-10"]);
  expect(names({ id: "count", desc: true })).toEqual(["tg-9", "TG-10", "TG-1"]);
});

it("without a sort, or by what has no value, it is in the order of the list", () => {
  expect(names(null)).toEqual(["TG-10", "tg-9", "TG-1"]);
  expect(names({ id: "act", desc: true })).toEqual(["TG-10", "tg-9", "TG-1"]);
});
