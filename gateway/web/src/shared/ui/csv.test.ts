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

it("an export says beside its marking that the labels are fictional", () => {
  const columns = [{ header: "n", value: (row: number) => row }];
  expect(toCsv(columns, [1], "UNCLASSIFIED", "Fictional")).toBe(
    "UNCLASSIFIED\r\nFictional\r\nn\r\n1\r\nFictional\r\nUNCLASSIFIED\r\n",
  );
});
