import { Button } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import type { RoomAct } from "@/features/room/acts";
import { type Draft, emptyDraft, missing, sendingOf } from "@/features/room/bodies";
import { RoomFields } from "@/features/room/fields";
import css from "@/features/room/room.module.css";
import { type RoomEntry, usePlace } from "@/features/room/use-room";
import { Problem } from "@/shared/api/problem";
import type { Agenda, Meeting } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { outbox } from "@/shared/drafts/outbox";
import { useList, useT } from "@/shared/i18n";
import { addedBy } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { givesUp } from "@/shared/ui/form";
import { useMyNation } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

interface Props {
  meeting: Meeting;
  agenda: Agenda;
  room: RoomEntry | undefined;
  act: RoomAct;
  close: () => void;
  next: () => void;
}

/** The form of one act: kept while it is typed, recorded by Ctrl Enter, through a lost connection too. */
export function RoomForm({ meeting, room, act, close, next }: Props) {
  const t = useT();
  const nation = useMyNation();
  const list = useList();
  const item = ["decision", "guidance", "tasking"].includes(act) ? null : (room?.entry.item ?? null);
  const place = usePlace(meeting, item);
  const first = emptyDraft(addedBy(nation, item?.label ?? meeting.label));
  const draft = useDraft<Draft>(
    `room:${meeting.id}:${item?.id ?? "new"}:${act}`,
    first,
    ({ label }) => label.level,
  );
  const [fault, setFault] = useState<Problem | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const needs = missing(act, draft.value, place);

  const send = async (goOn: boolean) => {
    // A date that is not understood says so at its field: nothing is recorded without it.
    if (needs.length > 0 || busy || !form.current?.reportValidity()) return;
    setBusy(true);
    const { path, body } = sendingOf(act, draft.value, place);
    const title = item?.title ?? draft.value.text.slice(0, 60);
    const words = t("room.words.outcome", { kind: t(`room.act.${act}`), title });
    const result = await outbox.submit(
      { scope: meeting.id, method: "POST", path, body, etag: null, words },
      draft.keeps,
    );
    setBusy(false);
    if (result instanceof Problem) {
      setFault(result);
      return;
    }
    draft.forget();
    close();
    if (goOn && item) next();
  };
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Escape" && givesUp(event)) close();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void send(true);
    }
  };
  const set = (part: Partial<Draft>) => draft.setValue({ ...draft.value, ...part });
  const errors = useFieldErrors(fault, draft.value);
  return (
    <form
      ref={form}
      className={css.form}
      aria-label={t(`room.act.${act}`)}
      onKeyDown={keys}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send(false);
      }}
    >
      <RoomFields act={act} draft={draft.value} set={set} place={place} meeting={meeting} errors={errors} />
      <LabelField
        value={draft.value.label}
        onChange={(label) => set({ label })}
        nations={meeting.label.readable_by?.nations ?? meeting.label.owner}
        owners={[...new Set([...meeting.label.owner, ...first.label.owner])]}
      />
      {!draft.keeps && <p className="muted small">{t("room.status.memory")}</p>}
      {fault && <ProblemNotice error={fault} compact />}
      <div className="row">
        <Button type="submit" loading={busy} disabled={needs.length > 0}>
          {t("room.save")}
        </Button>
        {item && (
          <Button
            variant="default"
            disabled={needs.length > 0}
            onClick={() => void send(true)}
            rightSection={<kbd>Ctrl ↵</kbd>}
          >
            {t("room.saveNext")}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={close}>
          {t("form.cancel")}
        </Button>
        {needs.length > 0 && (
          <span className="muted small" role="status">
            {t("room.needs", { what: list(needs.map((need) => t(`room.needs.${need}`))) })}
          </span>
        )}
        {draft.restored && <span className="muted small">{t("form.draft")}</span>}
      </div>
    </form>
  );
}
