import type { Agenda, AgendaEntry, SectionKind } from "@/shared/api/types";

/** What the API calls an entry when it is put in order: the item, or the topic's own entry. */
export const entryKey = (entry: AgendaEntry): string =>
  entry.item?.id ?? entry.entry_id ?? String(entry.number);

/** The name of an entry. */
export const entryName = (entry: AgendaEntry): string => entry.item?.title ?? entry.topic?.title ?? "";

/** Every entry's key, first to last. */
export const orderOf = (agenda: Agenda): string[] =>
  agenda.sections.flatMap(({ entries }) => entries.map(entryKey));

/** The agenda with one entry moved to another place of its own section; a place outside keeps it where it is. */
export function moveEntry(agenda: Agenda, section: SectionKind, from: number, to: number): Agenda {
  return {
    ...agenda,
    sections: agenda.sections.map((each) => {
      const moved = each.entries[from];
      if (each.kind !== section || !moved || to < 0 || to >= each.entries.length || from === to) return each;
      const entries = each.entries.filter((_, index) => index !== from);
      entries.splice(to, 0, moved);
      return { ...each, entries };
    }),
  };
}

/** Minutes of all entries that say how long they take. */
export const totalMinutes = (entries: AgendaEntry[]): number =>
  entries.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
