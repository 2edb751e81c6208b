import { KEYS, type RoomAct } from "@/features/room/acts";
import type { ChildInput, ImpreciseDate, Item, LabelInput } from "@/shared/api/types";
import { type Captured, capture, type Known } from "@/shared/capture/capture";

/** Everything that a form of the room can hold; each act uses its part. */
export interface Draft {
  text: string;
  reason: string;
  more: string;
  toMeeting: string | null;
  toForum: string | null;
  positions: Record<string, string>;
  children: string[];
  due: ImpreciseDate | null;
  decision: string | null;
  label: LabelInput;
}

export const emptyDraft = (label: LabelInput): Draft => ({
  text: "",
  reason: "",
  more: "",
  toMeeting: null,
  toForum: null,
  positions: {},
  children: [""],
  due: null,
  decision: null,
  label,
});

export interface Sending {
  path: string;
  body: Record<string, unknown>;
}

export interface Place {
  meetingId: string;
  item: Item | null;
  known: Known;
  today: string;
  /** The only forum below, taken where none is named. */
  below: string | null;
}

/** A line as a tasking, with the only forum below where none is named: never in place of a name that nobody knows. */
export function readLine(line: string, place: Place): Captured {
  const read = capture(line, place.known, place.today);
  return { ...read, forum: read.forum ?? (read.unknown.length > 0 ? null : place.below) };
}

function child(line: string, place: Place, label: LabelInput): ChildInput {
  const read = readLine(line, place);
  return {
    title: read.title,
    text: "",
    lead: read.lead ?? place.item?.lead ?? "",
    supporting: read.supporting,
    due: read.due,
    forum: read.forum ?? "",
    label,
  };
}

export type Need = "forum" | "lead" | "title" | "known";

/** Whether a line names with `@` what is neither a forum nor a nation: it would be kept as words, and go elsewhere. */
function unknownIn(act: RoomAct, draft: Draft, place: Place): boolean {
  const lines =
    act === "delegated" ? draft.children : ["tasking", "guidance"].includes(act) ? [draft.text] : [];
  return lines.some((line) => capture(line, place.known, place.today).unknown.length > 0);
}

/** What is still missing before an act can be recorded, by the names of the catalogue. */
export function missing(act: RoomAct, draft: Draft, place: Place): Need[] {
  if (unknownIn(act, draft, place)) return ["known"];
  if (act === "tasking") {
    const read = readLine(draft.text, place);
    return [
      ...(read.title ? [] : (["title"] as const)),
      ...(read.forum ? [] : (["forum"] as const)),
      ...(read.lead ? [] : (["lead"] as const)),
    ];
  }
  if (act === "delegated") {
    const lines = draft.children.filter((line) => line.trim()).map((line) => child(line, place, draft.label));
    if (lines.length === 0) return ["title"];
    return lines.every(({ forum }) => forum) ? [] : ["forum"];
  }
  if (act === "deferred" || act === "returned") return draft.reason.trim() ? [] : ["title"];
  if (act === "agreed_to_disagree")
    return Object.values(draft.positions).some((words) => words.trim()) ? [] : ["title"];
  if (act === "referred") return draft.toForum ? [] : ["forum"];
  return draft.text.trim() ? [] : ["title"];
}

/** The request that records it. */
export function sendingOf(act: RoomAct, draft: Draft, place: Place): Sending {
  const meeting = `/meetings/${place.meetingId}`;
  const { label } = draft;
  const text = draft.text.trim();
  const id = place.item?.id ?? "";
  switch (act) {
    case "close":
      return { path: `/taskings/${id}/close`, body: { meeting_id: place.meetingId, text, label } };
    case "reopen":
      return {
        path: `/taskings/${id}/reopen`,
        body: { meeting_id: place.meetingId, reason: text, ...(draft.due ? { due: draft.due } : {}), label },
      };
    case "adjudicate":
      return { path: `${meeting}/decisions`, body: { kind: "adjudication", text, settles: id, label } };
    case "decision":
      return { path: `${meeting}/decisions`, body: { kind: "decision", text, label } };
    case "guidance":
      return { path: `${meeting}/decisions`, body: { ...guidance(text, place), label } };
    case "tasking":
      return { path: `${meeting}/taskings`, body: { ...tasking(text, draft, place), label } };
    default:
      return { path: `${meeting}/outcomes`, body: outcome(act, draft, place) };
  }
}

function guidance(line: string, place: Place) {
  const read = capture(line, place.known, place.today);
  return {
    kind: "guidance",
    text: read.title,
    ...(read.forum ? { forum: read.forum } : {}),
    ...(read.lead ? { lead: read.lead } : {}),
    ...(read.due ? { due: read.due } : {}),
  };
}

function tasking(line: string, draft: Draft, place: Place) {
  const read = readLine(line, place);
  return {
    title: read.title,
    text: draft.more.trim(),
    lead: read.lead,
    supporting: read.supporting,
    forum: read.forum,
    ...(read.due ? { due: read.due } : {}),
    ...(draft.decision ? { decision_id: draft.decision } : {}),
  };
}

function outcome(kind: RoomAct, draft: Draft, place: Place): Record<string, unknown> {
  const body: Record<string, unknown> = {
    item_id: place.item?.id,
    kind,
    text: draft.text.trim(),
    label: draft.label,
  };
  if (kind === "deferred" || kind === "returned") body.reason = draft.reason.trim();
  if (kind === "deferred" && draft.toMeeting) body.to_meeting = draft.toMeeting;
  if (kind === "referred") body.to_forum = draft.toForum;
  if (kind === "agreed_to_disagree") body.positions = draft.positions;
  if (kind === "answered" && draft.reason.trim()) body.children_decision = draft.reason.trim();
  if (kind === "delegated") {
    body.children = draft.children
      .filter((line) => line.trim())
      .map((line) => child(line, place, draft.label));
  }
  return body;
}

export const keyOf = (act: RoomAct): string => KEYS[act];
