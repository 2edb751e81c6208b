import type { Brief, BriefLine, BriefSectionKind } from "@/shared/api/types";
import { daysUntil, isPast, lastDay } from "@/shared/dates/show";

export interface Line extends BriefLine {
  section: BriefSectionKind;
}
/** What the registries tell, below the lines of the read model. */
export const REGISTRIES = "registries";
export type Shown = BriefSectionKind | typeof REGISTRIES;

/** Every line that stands on the page, in order; each is a link or holds one. */
export const linesHere = () => [...document.querySelectorAll<HTMLElement>("[data-line]")];
export const toLine = (line: HTMLElement | undefined) =>
  line?.matches("a") ? line : line?.querySelector<HTMLElement>("a");

export type GroupName = "overdue" | "week" | "fortnight" | "later" | "settled" | "undated";
export interface Group {
  name: GroupName;
  lines: Line[];
}

const ORDER: GroupName[] = ["overdue", "week", "fortnight", "later", "settled", "undated"];

/** It was answered or returned: whatever its date, it waits for the back-brief of its issuer. */
export const settled = ({ why }: BriefLine): boolean => why.includes("answered") || why.includes("returned");

function groupOf(line: Line): GroupName {
  if (settled(line)) return "settled";
  const days = daysUntil(line.due);
  if (days === null) return "undated";
  if (isPast(line.due)) return line.why.includes("overdue") ? "overdue" : "settled";
  if (days <= 7) return "week";
  return days <= 21 ? "fortnight" : "later";
}

/** Every line of the brief by date, whatever asks for it; what merely changed stands apart. */
export function byDate(brief: Brief, only: Shown | null = null): { changed: Line[]; groups: Group[] } {
  const all = brief.sections.flatMap(({ kind, lines }) => lines.map((line) => ({ ...line, section: kind })));
  const shown = only ? all.filter(({ section }) => section === only) : all;
  const due = shown
    // Minutes that wait for our stand have their own lines above.
    .filter(({ section, why }) => section !== "changed" && !why.includes("concurrence"))
    .sort((a, b) => lastDay(a.due).localeCompare(lastDay(b.due)));
  const standing = new Set(due.map(({ id }) => id));
  const groups = ORDER.map((name) => ({ name, lines: due.filter((line) => groupOf(line) === name) }));
  return {
    // What stands below by its date is marked as new there; it is not said twice.
    changed: shown.filter(({ section, id }) => section === "changed" && !standing.has(id)),
    groups: groups.filter(({ lines }) => lines.length > 0),
  };
}
