import type { Ask } from "@/shared/api/client";
import type { MeetingState } from "@/shared/api/types";

/** One that sits is still to come to its end; one that is cancelled or postponed stands only among all. */
const TO_COME: MeetingState[] = ["planned", "agenda_open", "held"];
const HELD: MeetingState[] = ["held", "minutes_provisional", "minutes_agreed"];

export type When = "next" | "past" | "all";

/** Which meetings `/meetings` is asked for, and in which order: the newest of the past first. */
export function meetingsAsked(when: When, today: string): Ask["query"] {
  if (when === "all") return {};
  return when === "past" ? { state: HELD, order: "desc" } : { state: TO_COME, from: today };
}
