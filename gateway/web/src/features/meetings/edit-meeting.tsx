import { Button, Modal, Select, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { api } from "@/shared/api/client";
import { fieldErrors, Problem } from "@/shared/api/problem";
import type { Loaded } from "@/shared/api/queries";
import type { ImpreciseDate, Meeting } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { useCode, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { Conflict, differences } from "@/shared/ui/conflict";
import { ProblemNotice } from "@/shared/ui/problem";
import { useUndo } from "@/shared/ui/undo";

interface Words {
  title: string;
  start: ImpreciseDate | null;
  end: ImpreciseDate | null;
  mode: Meeting["mode"];
  place: string;
}

const CUT = { day: 10, month: 7, year: 4, unknown: 0 } as const;

function wordsOf({ title, window, mode, place }: Meeting): Words {
  const date = (value: string | null): ImpreciseDate | null =>
    value ? { value: value.slice(0, CUT[window.precision]) || value, precision: window.precision } : null;
  return { title, start: date(window.start), end: date(window.end), mode, place };
}

function bodyOf(words: Words, before: Words) {
  const body: Record<string, unknown> = {};
  for (const name of ["title", "mode", "place"] as const)
    if (words[name] !== before[name]) body[name] = words[name];
  if (words.start?.value !== before.start?.value || words.end?.value !== before.end?.value) {
    body.days = [];
    body.window = {
      start: words.start?.value ?? null,
      end: words.end?.value ?? null,
      precision: words.start?.precision ?? "unknown",
    };
  }
  return body;
}

/** Title, dates and place of a meeting that is not yet held. */
export function EditMeeting({ loaded, close }: { loaded: Loaded<Meeting>; close: () => void }) {
  const t = useT();
  const undo = useUndo();
  const labels = useLabels();
  const base = useRef(loaded);
  const [mine, setMine] = useState(wordsOf(loaded.value));
  const [theirs, setTheirs] = useState<Loaded<Meeting> | null>(null);
  const path = `/meetings/${loaded.value.id}`;
  const act = useAct(
    (words: Words) => api.patch(path, bodyOf(words, wordsOf(base.current.value)), base.current.etag),
    ["meeting"],
    () => {
      undo.done({ words: t("meeting.saved") });
      close();
    },
  );
  const send = async (words: Words) => {
    try {
      await act.mutateAsync(words);
    } catch (error) {
      if (error instanceof Problem && error.stale) setTheirs(await api.read<Meeting>(path));
    }
  };
  const resolve = (keep: Set<string>) => {
    if (!theirs) return;
    const now = wordsOf(theirs.value);
    const merged = { ...now, ...Object.fromEntries(Object.entries(mine).filter(([name]) => keep.has(name))) };
    base.current = theirs;
    setTheirs(null);
    setMine(merged);
    void send(merged);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t("meeting.act.edit")}
      closeButtonProps={{ "aria-label": t("form.cancel") }}
    >
      {theirs ? (
        <Conflict
          fields={differences(mine, wordsOf(theirs.value), labels)}
          resolve={resolve}
          cancel={close}
        />
      ) : (
        <EditFields
          mine={mine}
          setMine={setMine}
          error={act.error}
          busy={act.isPending}
          send={() => void send(mine)}
        />
      )}
    </Modal>
  );
}

function useLabels(): Record<keyof Words, string> {
  const t = useT();
  return {
    title: t("meeting.title"),
    start: t("meeting.from"),
    end: t("meeting.to"),
    mode: t("meeting.mode"),
    place: t("meeting.place"),
  };
}

interface FieldsProps {
  mine: Words;
  setMine: (words: Words) => void;
  error: unknown;
  busy: boolean;
  send: () => void;
}

function EditFields({ mine, setMine, error, busy, send }: FieldsProps) {
  const t = useT();
  const code = useCode();
  const errors = fieldErrors(error);
  const labels = useLabels();
  const set = (part: Partial<Words>) => setMine({ ...mine, ...part });
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        send();
      }}
    >
      <TextInput
        label={labels.title}
        required
        value={mine.title}
        error={errors.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <DateField
        label={labels.start}
        value={mine.start}
        error={errors["window/start"]}
        onChange={(start) => set({ start })}
      />
      <DateField
        label={labels.end}
        value={mine.end}
        error={errors["window/end"]}
        onChange={(end) => set({ end })}
      />
      <Select
        label={labels.mode}
        allowDeselect={false}
        value={mine.mode}
        onChange={(mode) => mode && set({ mode: mode as Meeting["mode"] })}
        data={(["in_person", "virtual", "mixed"] as const).map((value) => ({
          value,
          label: code("mode", value),
        }))}
      />
      <TextInput
        label={labels.place}
        value={mine.place}
        error={errors.place}
        onChange={(event) => set({ place: event.currentTarget.value })}
      />
      {error ? <ProblemNotice error={error} compact /> : null}
      <div>
        <Button type="submit" loading={busy}>
          {t("form.save")}
        </Button>
      </div>
    </form>
  );
}
