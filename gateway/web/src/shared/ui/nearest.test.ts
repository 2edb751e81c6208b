import { expect, test } from "vitest";
import { nearestFirst } from "@/shared/ui/nearest";

const options = [
  { value: "ABCANZ", label: "Australia, Britain, Canada, New Zealand, United States (ABCANZ)" },
  { value: "NATO", label: "North Atlantic Treaty Organization (NATO)" },
  { value: "AUS", label: "Australia (AUS)" },
  { value: "AUT", label: "Austria (AUT)" },
];
const values = (search: string, limit = 9) =>
  nearestFirst({ options, search, limit }).map((one) => "value" in one && one.value);

test("a nation comes before a group that begins with its name", () => {
  expect(values("Australia")).toEqual(["AUS", "ABCANZ"]);
  expect(values("aus")).toEqual(["AUS", "AUT", "ABCANZ"]);
});

test("a code finds what it names, nothing typed leaves the order, and the limit holds", () => {
  expect(values("nato")).toEqual(["NATO"]);
  expect(values("", 2)).toEqual(["ABCANZ", "NATO"]);
  expect(values("zz")).toEqual([]);
});
