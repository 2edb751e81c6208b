import { describe, expect, it } from "vitest";
import { listedOf } from "@/shared/activities/selection";

const COMING = ["proposed", "planned", "confirmed", "underway", "postponed"];

describe("what a list of activities begins with", () => {
  it("is what is not over, by its start, where nothing is selected", () => {
    const expected = { coming: true, order: "asc", asked: { status: COMING, from: "2027-01-11" } };
    expect(listedOf({}, undefined, "2027-01-11")).toEqual(expected);
    expect(listedOf({ q: "" }, undefined, "2027-01-11")).toEqual(expected);
  });

  it("is everything that is selected, the latest first", () => {
    for (const selection of [{ import: "one" }, { fiscal_year: "2019" }, { q: "talks" }]) {
      const { coming, order, asked } = listedOf(selection, undefined);
      expect([coming, order]).toEqual([false, "desc"]);
      expect(asked).toMatchObject(selection);
    }
  });

  it("is everything where that is asked for", () => {
    expect(listedOf({}, "all")).toMatchObject({ coming: false, order: "desc", asked: { from: undefined } });
  });
});
