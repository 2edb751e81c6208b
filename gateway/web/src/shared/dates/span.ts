import type { ImpreciseDate } from "@/shared/api/types";
import { lastDay } from "@/shared/dates/show";

/** The first day that a date can mean. */
export const firstDay = (value: string): string =>
  value.length === 4 ? `${value}-01-01` : value.length === 7 ? `${value}-01` : value.slice(0, 10);

/** The last day that a date can mean. */
export const lastDayOf = (value: string): string => lastDay(value);

/** The days that a date can mean; null where nothing is known. */
export const daysOf = (date: ImpreciseDate | null | undefined): { first: string; last: string } | null =>
  date?.value ? { first: firstDay(date.value), last: lastDayOf(date.value) } : null;
