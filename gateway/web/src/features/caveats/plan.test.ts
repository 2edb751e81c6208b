import { expect, test } from "vitest";
import { EMPTY_PLAN, planOf } from "@/features/caveats/plan";

test("nothing is asked of a plan that says nothing, and all of one that says something", () => {
  expect(planOf(EMPTY_PLAN)).toBeNull();
  expect(planOf({ ...EMPTY_PLAN, words: "  " })).toBeNull();
  expect(planOf({ ...EMPTY_PLAN, complete: [] })).toBeNull();
  const plan = planOf({ ...EMPTY_PLAN, nations: ["USA"], hours: ["22"], people: 0 });
  expect(plan).toMatchObject({ nations: [{ nation: "USA" }], hours: [22], people: 0, start: null });
  expect(planOf({ ...EMPTY_PLAN, people: 0 })).not.toBeNull();
});
