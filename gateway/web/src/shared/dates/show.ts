import type { ShownDate } from "@/shared/api/types";

/** Dates and times as the reader's locale writes them, never more exact than they are. */
const locale = () => (typeof navigator === "undefined" ? "en-GB" : navigator.language);
export const readerZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The reader's day now, `YYYY-MM-DD`. */
export function today(now: Date = new Date()): string {
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

const utc = (value: string) =>
  new Date(
    `${value.length === 4 ? `${value}-01-01` : value.length === 7 ? `${value}-01` : value.slice(0, 10)}T00:00:00Z`,
  );

function format(value: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options }).format(utc(value));
}

/** A day: "30 Jun 2027"; within the year "30 Jun"; long adds weekday and year. */
export function showDay(value: string, long = false): string {
  const sameYear = value.slice(0, 4) === today().slice(0, 4);
  if (long) return format(value, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  return format(value, { day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) });
}

/** An imprecise date as it is; null where nothing is known (the caller says so in words). */
export function showDate(date: ShownDate, long = false): string | null {
  const value = typeof date === "string" ? date : (date?.value ?? null);
  if (!value) return null;
  if (value.length === 4) return value;
  if (value.length === 7) return format(value, { month: "long", year: "numeric" });
  return showDay(value, long);
}

/** The last day that a date can mean; sorts and compares. Unknown is last of all. */
export function lastDay(date: ShownDate): string {
  const value = typeof date === "string" ? date : (date?.value ?? null);
  if (!value) return "9999-12-31";
  if (value.length === 4) return `${value}-12-31`;
  if (value.length === 7) {
    const [y = 0, m = 1] = value.split("-").map(Number);
    return `${value}-${String(new Date(Date.UTC(y, m, 0)).getUTCDate()).padStart(2, "0")}`;
  }
  return value.slice(0, 10);
}

export const isPast = (date: ShownDate) => lastDay(date) < today();

/** A planned window: one day, a span of days, a month, a year; null when unknown. */
export function showWindow(
  window: { start: string | null; end: string | null; precision: string },
  days: string[] = [],
): string | null {
  if (days.length > 0) return span([...days].sort());
  if (!window.start) return null;
  if (window.precision === "month") return showDate(window.start.slice(0, 7));
  if (window.precision === "year") return window.start.slice(0, 4);
  return span(window.end && window.end !== window.start ? [window.start, window.end] : [window.start]);
}

function span(days: string[]): string {
  const first = days[0] ?? "";
  const last = days[days.length - 1] ?? first;
  if (first === last) return showDay(first, true);
  const formatter = new Intl.DateTimeFormat(locale(), {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  return formatter.formatRange(utc(first), utc(last));
}

/** An instant in the reader's zone: "21 Nov 2026, 14:02". */
export function showInstant(value: string, zone?: string): string {
  return new Intl.DateTimeFormat(locale(), {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(zone ? { timeZone: zone } : {}),
  }).format(new Date(value));
}

export const showTime = (value: string) =>
  new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit" }).format(new Date(value));

/** Whole days from today to a date; negative is past. */
export function daysUntil(date: ShownDate): number | null {
  const last = lastDay(date);
  return last.startsWith("9999")
    ? null
    : Math.round((utc(last).getTime() - utc(today()).getTime()) / 86_400_000);
}
