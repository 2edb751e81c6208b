import type { AgendaEntry, OutcomeKind, SectionKind } from "@/shared/api/types";

/** What a secretary can record about the item on the table; each by one key. */
export type RoomAct = OutcomeKind | "close" | "reopen" | "adjudicate" | "decision" | "guidance" | "tasking";

export const KEYS: Record<RoomAct, string> = {
  progressed: "p",
  deferred: "d",
  delegated: "g",
  answered: "a",
  escalated: "e",
  referred: "r",
  returned: "b",
  agreed_to_disagree: "x",
  close: "c",
  reopen: "o",
  adjudicate: "y",
  decision: "n",
  guidance: "u",
  tasking: "t",
};

const OUTCOMES: RoomAct[] = [
  "progressed",
  "answered",
  "delegated",
  "deferred",
  "escalated",
  "referred",
  "returned",
  "agreed_to_disagree",
];

/** The outcomes that an entry of this section can have: the issuer closes what was answered or returned, an
 * escalation is settled or goes on up. */
export function outcomesFor(section: SectionKind, entry: AgendaEntry): RoomAct[] {
  if (!entry.item) return [];
  if (section === "back_brief")
    return ["answered", "returned"].includes(entry.item.state) ? ["close", "reopen"] : [];
  if (entry.item.kind === "escalation")
    return ["adjudicate", "escalated", "deferred", "returned", "agreed_to_disagree"];
  return OUTCOMES;
}

/** What can be recorded at any time, with or without an item. */
export const ALWAYS: RoomAct[] = ["decision", "guidance", "tasking"];
