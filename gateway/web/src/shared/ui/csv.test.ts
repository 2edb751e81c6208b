import { expect, it } from "vitest";
import { harmless, toCsv } from "@/shared/ui/csv";

it("a cell that a spreadsheet would run is made harmless; a number stays a number", () => {
  expect(["=1+1", "+4", "-2", "@x", "plain"].map(harmless)).toEqual(["'=1+1", "'+4", "'-2", "'@x", "plain"]);
  expect(harmless(-2)).toBe("-2");
});

it("an export carries its marking above and below and quotes what needs it", () => {
  const columns = [
    { header: "Title", value: (row: string) => row },
    { header: "n", value: (row: string) => row.length },
  ];
  expect(toCsv(columns, ['a, "b"'], "SECRET//REL TO USA, GBR")).toBe(
    '"SECRET//REL TO USA, GBR"\r\nTitle,n\r\n"a, ""b""",6\r\n"SECRET//REL TO USA, GBR"\r\n',
  );
});
