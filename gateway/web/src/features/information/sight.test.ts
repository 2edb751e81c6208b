import { expect, test } from "vitest";
import { gained, lost } from "@/features/information/sight";

const seen = (nations: string[], shown: string[] = []) => ({
  readable_by: { nations, words: "" },
  display_only: shown,
});

test("who no longer reads it loses, even where it is still shown to them; who reads it anew gains", () => {
  const before = seen(["USA", "GBR", "AUS"], ["FRA"]);
  expect(lost(before, seen(["USA", "GBR"]))).toEqual(["AUS", "FRA"]);
  expect(lost(before, seen(["USA", "GBR"], ["AUS", "FRA"]))).toEqual(["AUS"]);
  expect(gained(before, seen(["USA", "GBR", "AUS", "FRA", "CAN"]))).toEqual(["FRA", "CAN"]);
  expect(lost(before, before)).toEqual([]);
});
