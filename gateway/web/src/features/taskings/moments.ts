import type { LifeEvent } from "@/shared/api/types";

/** What happened at one moment in one forum, to a tasking and to the escalations that carry it. */
export interface Moment {
  /** The first of its events: it gives the words. */
  event: LifeEvent;
  events: LifeEvent[];
}

/** An escalation and the tasking that it was raised for tell of one act. */
const ONE_ACT: Record<string, string> = { raised: "escalated" };

const keyOf = ({ at, kind, forum, meeting, text, label, standing }: LifeEvent) =>
  [at, ONE_ACT[kind] ?? kind, forum?.id, meeting?.id, text, label?.banner, standing].join("|");

/** Events that tell the same of several items become one: an adjudication goes down a ladder in one act. */
export function momentsOf(events: LifeEvent[]): Moment[] {
  const moments = new Map<string, Moment>();
  for (const event of events) {
    const known = moments.get(keyOf(event));
    if (known) known.events.push(event);
    else moments.set(keyOf(event), { event, events: [event] });
  }
  return [...moments.values()];
}
