import { expect, test } from "vitest";
import { newTraceparent } from "@/shared/api/trace";

test("each request begins a trace of its own, by W3C Trace Context", () => {
  const drawn = Array.from({ length: 200 }, newTraceparent);
  for (const one of drawn) expect(one).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(new Set(drawn).size).toBe(drawn.length);
});

test("no id is all zeros, which would be none", () => {
  const random = crypto.getRandomValues;
  crypto.getRandomValues = (array) => array;
  expect(newTraceparent()).toBe(`00-01${"0".repeat(30)}-01${"0".repeat(14)}-01`);
  crypto.getRandomValues = random;
});
