import { useQueryClient } from "@tanstack/react-query";
import { entryName } from "@/features/meetings/order";
import { api } from "@/shared/api/client";
import { refresh } from "@/shared/api/queries";
import type { AgendaEntry, Meeting } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useUndo } from "@/shared/ui/undo";

async function unpick(entryId: string): Promise<void> {
  const { etag } = await api.read(`/agenda-entries/${entryId}`);
  await api.patch(`/agenda-entries/${entryId}`, { picked: false }, etag);
}

/** Takes an item out of what is noted together for discussion, or back; said below with a way back. */
export function usePick(meeting: Meeting, entry: AgendaEntry): (picked: boolean) => void {
  const t = useT();
  const client = useQueryClient();
  const undo = useUndo();
  const name = entryName(entry);
  const pickIt = () =>
    api.post<{ id: string }>(`/meetings/${meeting.id}/agenda/pick`, { item: entry.item?.id });
  const run = async (picked: boolean) => {
    let id = entry.entry_id;
    try {
      if (picked) id = (await pickIt()).id;
      else if (id) await unpick(id);
    } finally {
      void refresh(client, "meeting");
    }
    undo.done({
      words: t(picked ? "agenda.pick.done" : "agenda.unpick.done", { name }),
      undo: () => void (picked && id ? unpick(id) : pickIt()).finally(() => refresh(client, "meeting")),
    });
  };
  return (picked) => void run(picked).catch((error: Error) => undo.done({ words: error.message }));
}
