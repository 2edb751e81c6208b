import { expect, it } from "vitest";
import { periodsOf } from "@/features/figures/periods";

it("stands between the first and the last without a gap, in whatever order they come", () => {
  expect(periodsOf(["2027-02", "2026-11", "2026-11"])).toEqual(["2026-11", "2026-12", "2027-01", "2027-02"]);
  expect(periodsOf(["2013", "2010"])).toEqual(["2010", "2011", "2012", "2013"]);
});

it("has nothing of nothing, and one of one", () => {
  expect(periodsOf([])).toEqual([]);
  expect(periodsOf(["2027-12"])).toEqual(["2027-12"]);
});
