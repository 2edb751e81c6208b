import { expect, it } from "vitest";
import { sameLine } from "@/features/activities/bulk";
import { bodyOf, checkOf, emptyWords } from "@/features/activities/draft";
import type { ActivityLine } from "@/shared/activities/types";

const whole = { ...emptyWords("GBR"), title: "Patrol", amount: "23 000", currency: "GBP" };

it("sends of a change only what was changed, dates as they are known and money as an exact amount", () => {
  expect(bodyOf({ start: { value: "2019", precision: "year" } }, whole)).toEqual({ start: "2019" });
  expect(bodyOf({ end: { value: null, precision: "unknown" } }, whole)).toEqual({ end: null });
  expect(bodyOf({ currency: "GBP" }, whole)).toEqual({ cost: { amount: "23000", currency: "GBP" } });
  expect(bodyOf({ amount: "" }, { ...whole, amount: "" })).toEqual({ cost: null });
});

it("asks for overlaps once it is said where and when, and names the record that is changed", () => {
  const start = { value: "2027-03", precision: "month" } as const;
  expect(checkOf({ ...whole, start })).toBeNull();
  const placed = { ...whole, start, places: [{ country: "IRQ", name: "Besmaya" }] };
  expect(checkOf(placed, "an-id")).toMatchObject({ id: "an-id", hosts: ["IRQ"], start: "2027-03" });
});

it("takes a record that somebody changed since the list was read for another one", () => {
  const line = {
    title: "Patrol",
    status: "planned",
    hosts: ["IRQ"],
    nations: [],
    lead: "GBR",
  } as unknown as ActivityLine;
  expect(sameLine({ ...line }, line)).toBe(true);
  expect(sameLine({ ...line, status: "confirmed" }, line)).toBe(false);
});
