import type { ImpreciseDate } from "@/shared/api/types";
import { lastDay } from "@/shared/dates/show";
import { readDate } from "@/shared/dates/typed";

/** What a field asks of its date. */
export interface Asked {
  /** A day, nothing coarser; "unknown" only where the field may be empty. */
  exact?: boolean;
  required?: boolean;
  /** The date that it must not end before. */
  notBefore?: ImpreciseDate | null;
}

export type DateFault = "date.fault.words" | "date.fault.order" | "date.exact";

/**
 * Why what was typed cannot be sent, by the name of the words for it; null where it can, an empty field among them.
 * `today` is the reader's day.
 */
export function faultOf(typed: string, today: string, asked: Asked = {}): DateFault | null {
  if (!typed.trim()) return null;
  const date = readDate(typed, today);
  if (!date) return "date.fault.words";
  if (asked.exact && date.precision !== "day" && (date.value || asked.required)) return "date.exact";
  const first = asked.notBefore?.value;
  // As text: "2027-06" stands before each of its days.
  return first && date.value && lastDay(date) < first ? "date.fault.order" : null;
}

/** A date as it is put into a field. */
export const spelt = (date: ImpreciseDate | null): string => date?.value ?? (date ? "unknown" : "");
