import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Place } from "@/features/room/bodies";
import { forumsOptions, refresh } from "@/shared/api/queries";
import type { Agenda, AgendaEntry, Item, Meeting, SectionKind } from "@/shared/api/types";
import { useKnown } from "@/shared/capture/line";
import { today } from "@/shared/dates/show";
import { type OutboxState, outbox } from "@/shared/drafts/outbox";

export interface RoomEntry {
  section: SectionKind;
  entry: AgendaEntry;
  key: string;
}

/** What the room calls an entry. */
export const roomKey = (entry: AgendaEntry): string =>
  entry.item?.id ?? entry.entry_id ?? String(entry.number);

/** Every entry in order. */
export function flatten(agenda: Agenda): RoomEntry[] {
  return agenda.sections.flatMap(({ kind, entries }) =>
    entries.map((entry) => ({ section: kind, entry, key: roomKey(entry) })),
  );
}

/** What this device still holds, and whether the server is there. What was sent is read again. */
export function useOutbox(): OutboxState {
  const client = useQueryClient();
  useEffect(() => outbox.onSent(() => void refresh(client, "item", "meeting")), [client]);
  return useSyncExternalStore(outbox.subscribe, outbox.get);
}

/** What the forms of the room need to read a typed line. */
export function usePlace(meeting: Meeting, item: Item | null): Place {
  const known = useKnown(meeting.forum?.id ?? null);
  const forums = useQuery(forumsOptions).data;
  return useMemo(() => {
    const below = (forums ?? []).filter(({ parent }) => parent?.id === meeting.forum?.id);
    return {
      meetingId: meeting.id,
      item,
      known,
      today: today(),
      below: below.length === 1 ? (below[0]?.id ?? null) : null,
    };
  }, [meeting, item, known, forums]);
}

const channelName = (meetingId: string) => `entente-projection-${meetingId}`;

/** Tells the projection in another window which entry is on the table. */
export function useShow(meetingId: string, key: string | undefined): void {
  useEffect(() => {
    const channel = new BroadcastChannel(channelName(meetingId));
    const tell = () => channel.postMessage({ key });
    channel.addEventListener("message", ({ data }) => data === "which" && tell());
    tell();
    return () => channel.close();
  }, [meetingId, key]);
}

/** Listens, in the projection, to which entry is on the table. */
export function listenShown(meetingId: string, heard: (key: string | undefined) => void): () => void {
  const channel = new BroadcastChannel(channelName(meetingId));
  channel.addEventListener("message", ({ data }) => data !== "which" && heard(data.key));
  channel.postMessage("which");
  return () => channel.close();
}
