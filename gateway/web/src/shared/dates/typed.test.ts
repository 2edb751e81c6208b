import { describe, expect, it } from "vitest";
import { readDate } from "@/shared/dates/typed";

const TODAY = "2026-11-21"; // a Saturday

describe("a typed date", () => {
  it.each([
    ["30 Jun", "2027-06-30"],
    ["24 December", "2026-12-24"],
    ["june 30", "2027-06-30"],
    ["1st March 2028", "2028-03-01"],
    ["by 30 Jun", "2027-06-30"],
    ["2027-02-28", "2027-02-28"],
    ["today", "2026-11-21"],
    ["tomorrow", "2026-11-22"],
    ["in six weeks", "2027-01-02"],
    ["in 10 days", "2026-12-01"],
    ["in a month", "2026-12-21"],
    ["in two fortnights", "2026-12-19"],
    ["in three months", "2027-02-21"],
    ["tuesday", "2026-11-24"],
    ["next tuesday", "2026-11-24"],
    ["end of February", "2027-02-28"],
    ["end of 2026", "2026-12-31"],
  ])("%s is the day %s", (typed, value) => {
    expect(readDate(typed, TODAY)).toEqual({ value, precision: "day" });
  });

  it.each([
    ["June 2027", "2027-06", "month"],
    ["March", "2027-03", "month"],
    ["November", "2026-11", "month"],
    ["2027-05", "2027-05", "month"],
    ["next month", "2026-12", "month"],
    ["2019", "2019", "year"],
    ["in 2027", "2027", "year"],
  ])("%s keeps its precision: %s (%s)", (typed, value, precision) => {
    expect(readDate(typed, TODAY)).toEqual({ value, precision });
  });

  it("may be unknown", () => {
    expect(readDate("unknown", TODAY)).toEqual({ value: null, precision: "unknown" });
  });

  it.each(["", "soon", "31 February 2027", "2027-13", "in some weeks", "32 Jan", "asap please"])(
    "%j is not guessed at",
    (typed) => {
      expect(readDate(typed, TODAY)).toBeNull();
    },
  );

  it("keeps the last day of a shorter month when months are added", () => {
    expect(readDate("in one month", "2027-01-31")).toEqual({ value: "2027-02-28", precision: "day" });
  });

  it("on a Wednesday, next Friday is in the week after", () => {
    expect(readDate("friday", "2026-11-25")?.value).toBe("2026-11-27");
    expect(readDate("next friday", "2026-11-25")?.value).toBe("2026-12-04");
  });
});
