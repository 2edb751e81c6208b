import { expect, test } from "vitest";
import { base64, sentFile } from "@/features/lessons/file";

test("bytes of any number come out as they are", () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, place) => place % 251);
  expect(Uint8Array.from(atob(base64(bytes)), (sign) => sign.charCodeAt(0))).toEqual(bytes);
});

test("a text is packed, and a workbook is not packed twice", async () => {
  const text = new File(["a;b\r".repeat(10_000)], "few.csv");
  expect((await sentFile(text)).length).toBeLessThan(2_000);
  const book = new File([Uint8Array.of(0x50, 0x4b, 3, 4, 9)], "few.xlsx");
  expect(await sentFile(book)).toBe(btoa("PK\x03\x04\x09"));
});
