import { expect, test } from "vitest";
import { addressed } from "@/features/lessons/address";

const ID = "019a9f00-0000-7000-8000-0000000000b1";

test.each([
  [`https://desk.example/activities/${ID}`, { kind: "activity", id: ID }],
  [`https://desk.example/taskings/${ID}?act=edit#top`, { kind: "tasking", id: ID }],
  [`/lessons/${ID.toUpperCase()} `, { kind: "lesson", id: ID }],
  ["Report of the exercise, annex C", null],
  [`see ${ID}`, null],
  [`/people/${ID}`, null],
])("%s", (text, found) => {
  expect(addressed(text)).toEqual(found);
});
