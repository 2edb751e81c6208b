import { Button, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import css from "@/features/meetings/agenda.module.css";
import { api } from "@/shared/api/client";
import type { AgendaEntry, Meeting } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { ProblemNotice } from "@/shared/ui/problem";

/** An item that came by itself has no entry of its own yet: presenter and time need one. */
async function annotate(meeting: Meeting, entry: AgendaEntry): Promise<string> {
  const { id } = await api.post<{ id: string }>(`/meetings/${meeting.id}/agenda/pick`, {
    item: entry.item?.id,
  });
  return id;
}

interface Props {
  meeting: Meeting;
  entry: AgendaEntry;
  close: () => void;
}

/** Presenter and time of one entry, in place. */
export function EntryForm({ meeting, entry, close }: Props) {
  const t = useT();
  const [presenter, setPresenter] = useState(entry.presenter);
  const [minutes, setMinutes] = useState<number | null>(entry.minutes);
  const act = useAct(
    async () => {
      const id = entry.entry_id ?? (await annotate(meeting, entry));
      const { etag } = await api.read(`/agenda-entries/${id}`);
      return api.patch(`/agenda-entries/${id}`, { presenter: presenter.trim(), minutes }, etag);
    },
    ["meeting"],
    close,
  );
  return (
    <form
      className={css.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        act.mutate(undefined);
      }}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <TextInput
        label={t("agenda.presenter")}
        autoFocus
        value={presenter}
        onChange={(event) => setPresenter(event.currentTarget.value)}
      />
      <NumberInput
        label={t("agenda.minutes.label")}
        min={1}
        max={1440}
        value={minutes ?? ""}
        onChange={(value) => setMinutes(value === "" ? null : Number(value))}
      />
      <Button type="submit" loading={act.isPending}>
        {t("form.save")}
      </Button>
      <Button variant="default" onClick={close}>
        {t("form.cancel")}
      </Button>
      {act.error ? <ProblemNotice error={act.error} compact /> : null}
    </form>
  );
}
