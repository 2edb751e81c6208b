import type { ImpreciseDate } from "@/shared/api/types";

/**
 * Dates as people type them: "30 Jun", "in six weeks", "next Tuesday", "June 2027", "end of March", "unknown".
 * Nothing is guessed: what is not understood gives null. A day without its year is the next such day.
 */
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const FULL = "january february march april may june july august september october november december".split(
  " ",
);
const DAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ");
const NUMBERS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(
    " ",
  );

type Day = { y: number; m: number; d: number };
const pad = (value: number) => String(value).padStart(2, "0");
const text = ({ y, m, d }: Day) => `${y}-${pad(m)}-${pad(d)}`;
const day = (value: Day): ImpreciseDate => ({ value: text(value), precision: "day" });
const month = (y: number, m: number): ImpreciseDate => ({ value: `${y}-${pad(m)}`, precision: "month" });
const lengthOf = (y: number, m: number) => new Date(Date.UTC(y, m, 0)).getUTCDate();

function plus(from: Day, days: number): Day {
  const at = new Date(Date.UTC(from.y, from.m - 1, from.d + days));
  return { y: at.getUTCFullYear(), m: at.getUTCMonth() + 1, d: at.getUTCDate() };
}

function plusMonths(from: Day, months: number): Day {
  const whole = from.y * 12 + (from.m - 1) + months;
  const y = Math.floor(whole / 12);
  const m = (whole % 12) + 1;
  return { y, m, d: Math.min(from.d, lengthOf(y, m)) };
}

function monthNumber(word: string): number | null {
  const lower = word.toLowerCase().replace(/\.$/, "");
  const index = MONTHS.findIndex(
    (short, at) => lower === short || lower === FULL[at] || (lower === "sept" && at === 8),
  );
  return index < 0 ? null : index + 1;
}

function count(word: string): number | null {
  if (/^\d{1,3}$/.test(word)) return Number(word);
  if (word === "a" || word === "an") return 1;
  const index = NUMBERS.indexOf(word);
  return index < 0 ? null : index;
}

const year = (word: string | undefined) => (word && /^\d{4}$/.test(word) ? Number(word) : null);

function valid(value: Day): ImpreciseDate | null {
  return value.m >= 1 && value.m <= 12 && value.d >= 1 && value.d <= lengthOf(value.y, value.m)
    ? day(value)
    : null;
}

/** A day of a month: of the given year, else the next one that is not past. */
function dayOf(d: number, m: number, y: number | null, today: Day): ImpreciseDate | null {
  if (y !== null) return valid({ y, m, d });
  const thisYear = { y: today.y, m, d };
  return valid(text(thisYear) >= text(today) ? thisYear : { ...thisYear, y: today.y + 1 });
}

function monthOf(m: number, y: number | null, today: Day): ImpreciseDate {
  return month(y ?? (m >= today.m ? today.y : today.y + 1), m);
}

function relative(words: string[], today: Day): ImpreciseDate | null {
  const amount = count(words[0] ?? "");
  const unit = (words[1] ?? "").replace(/s$/, "");
  if (amount === null) return null;
  if (unit === "day") return day(plus(today, amount));
  if (unit === "week") return day(plus(today, amount * 7));
  if (unit === "fortnight") return day(plus(today, amount * 14));
  if (unit === "month") return day(plusMonths(today, amount));
  if (unit === "year") return day(plusMonths(today, amount * 12));
  return null;
}

function weekday(word: string, today: Day, next: boolean): ImpreciseDate | null {
  const index = DAYS.findIndex((name) => name === word || (word.length >= 3 && name.slice(0, 3) === word));
  if (index < 0) return null;
  const now = new Date(Date.UTC(today.y, today.m - 1, today.d)).getUTCDay();
  const ahead = (index - now + 7) % 7 || 7;
  return day(plus(today, next && ahead < 7 - ((now + 6) % 7) ? ahead + 7 : ahead));
}

function named(words: string[], today: Day): ImpreciseDate | null {
  const [one = "", two = "", three] = words;
  if (three !== undefined && year(three) === null) return null;
  const first = /^(\d{1,2})(st|nd|rd|th)?$/.exec(one);
  if (first && monthNumber(two)) return dayOf(Number(first[1]), monthNumber(two) ?? 0, year(three), today);
  const m = monthNumber(one);
  if (m === null) return null;
  const second = /^(\d{1,2})(st|nd|rd|th)?,?$/.exec(two);
  if (second) return dayOf(Number(second[1]), m, year(three), today);
  return words.length === 1 || year(two) ? monthOf(m, year(two), today) : null;
}

function iso(word: string): ImpreciseDate | null {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(word);
  if (!parts) return null;
  const [, y, m, d] = parts.map(Number) as [number, number, number, number];
  if (d) return valid({ y, m, d });
  if (m) return m <= 12 ? month(y, m) : null;
  return { value: String(y), precision: "year" };
}

/** Reads a typed date against the day that it is for the reader (`YYYY-MM-DD`). */
export function readDate(typed: string, todayText: string): ImpreciseDate | null {
  const words = typed
    .trim()
    .toLowerCase()
    .replace(/,/g, " ")
    .replace(/^(by|on|due|in) (the )?/, (all) => (all.startsWith("in") ? "in " : ""))
    .split(/\s+/)
    .filter(Boolean);
  const [y = 0, m = 0, d = 0] = todayText.split("-").map(Number);
  const today: Day = { y, m, d };
  const [head = "", ...rest] = words;
  if (words.length === 1 && ["unknown", "tbd", "tbc"].includes(head))
    return { value: null, precision: "unknown" };
  if (words.length === 1 && head === "today") return day(today);
  if (words.length === 1 && head === "yesterday") return day(plus(today, -1));
  if (words.length === 1 && head === "tomorrow") return day(plus(today, 1));
  if (head === "in") return relative(rest, today) ?? named(rest, today) ?? iso(rest[0] ?? "");
  if (head === "next" && rest.length === 1) return next(rest[0] ?? "", today);
  if (head === "end")
    return endOf(
      rest.filter((word) => word !== "of"),
      today,
    );
  if (words.length === 1) return iso(head) ?? weekday(head, today, false) ?? named(words, today);
  return words.length <= 3 ? named(words, today) : null;
}

function next(word: string, today: Day): ImpreciseDate | null {
  if (word === "week") return day(plus(today, 7));
  if (word === "month") return month(plusMonths(today, 1).y, plusMonths(today, 1).m);
  if (word === "year") return { value: String(today.y + 1), precision: "year" };
  return weekday(word, today, true);
}

function endOf(words: string[], today: Day): ImpreciseDate | null {
  const [one = "", two] = words;
  if (year(one)) return day({ y: Number(one), m: 12, d: 31 });
  const m = monthNumber(one);
  if (m === null) return null;
  const y = year(two) ?? (m >= today.m ? today.y : today.y + 1);
  return day({ y, m, d: lengthOf(y, m) });
}
