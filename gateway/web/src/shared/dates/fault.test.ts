import { expect, it } from "vitest";
import { type Asked, faultOf, spelt } from "@/shared/dates/fault";

const TODAY = "2026-11-21";
const fault = (typed: string, asked?: Asked) => faultOf(typed, TODAY, asked);
const since = (value: string | null) => ({ notBefore: { value, precision: "day" } }) as const satisfies Asked;

it("words that are no date are a fault; an empty field and a date as it is known are none", () => {
  for (const words of ["gibberish", "31 Feb", "30 Ju ne", "soon"])
    expect(fault(words)).toBe("date.fault.words");
  for (const date of ["", "  ", "30 Jun", "June 2027", "2027", "yesterday", "unknown"])
    expect(fault(date)).toBeNull();
});

it("an end before its start is a fault, as far as both are known", () => {
  expect(fault("yesterday", since(TODAY))).toBe("date.fault.order");
  expect(fault("2026-10", since(TODAY))).toBe("date.fault.order");
  expect(fault("2026-10-31", since("2026-11"))).toBe("date.fault.order");
  for (const end of ["today", "tomorrow", "2026-11", "2026", "unknown"])
    expect(fault(end, since(TODAY))).toBeNull();
  expect(fault("2026-11-01", since("2026-11"))).toBeNull();
  expect(fault("yesterday", since(null))).toBeNull();
  expect(fault("yesterday", { notBefore: null })).toBeNull();
});

it("a field for a day takes nothing coarser, and an unknown one only where it may be empty", () => {
  expect(fault("June 2027", { exact: true })).toBe("date.exact");
  expect(fault("unknown", { exact: true })).toBeNull();
  expect(fault("unknown", { exact: true, required: true })).toBe("date.exact");
  expect(fault("30 Jun", { exact: true, required: true })).toBeNull();
});

it("a date goes into a field in words that are understood again", () => {
  expect(spelt({ value: "2027-06", precision: "month" })).toBe("2027-06");
  expect(spelt({ value: null, precision: "unknown" })).toBe("unknown");
  expect(spelt(null)).toBe("");
});
