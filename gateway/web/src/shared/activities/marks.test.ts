import { expect, it } from "vitest";
import { periodWords } from "@/shared/activities/marks";
import type { ImpreciseDate } from "@/shared/api/types";
import type { Translate } from "@/shared/i18n";

const said: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(" ");
const day = (value: string | null) => ({ value }) as ImpreciseDate;

it("an end that nobody said is not made of the start", () => {
  expect(periodWords(said, { start: day("2016"), end: day(null) })).toBe("activity.period.from 2016");
  expect(periodWords(said, { start: day("2016"), end: day("2016") })).toBe("2016");
  expect(periodWords(said, { start: day(null), end: day("2016") })).toBe("activity.period.to 2016");
  expect(periodWords(said, { start: day(null), end: day(null) })).toBe("date.unknown");
});
