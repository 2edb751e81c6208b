import { Button, Modal, Select, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { fieldErrors } from "@/shared/api/problem";
import type { Loaded } from "@/shared/api/queries";
import type { ImpreciseDate, Meeting } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { useCode, useT } from "@/shared/i18n";
import { Conflict, differences } from "@/shared/ui/conflict";
import { ProblemNotice } from "@/shared/ui/problem";
import { useUndo } from "@/shared/ui/undo";
import { useVersioned } from "@/shared/ui/versioned";

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
  const form = useVersioned({
    path: `/meetings/${loaded.value.id}`,
    loaded,
    wordsOf,
    bodyOf,
    touches: ["meeting"],
    done: () => {
      undo.done({ words: t("meeting.saved") });
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t("meeting.act.edit")}
      closeButtonProps={{ "aria-label": t("form.cancel") }}
    >
      {form.theirs ? (
        <Conflict
          fields={differences(form.mine, form.theirs, labels)}
          resolve={form.resolve}
          cancel={close}
        />
      ) : (
        <EditFields {...form} />
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
  set: (part: Partial<Words>) => void;
  error: unknown;
  busy: boolean;
  send: () => void;
}

function EditFields({ mine, set, error, busy, send }: FieldsProps) {
  const t = useT();
  const code = useCode();
  const errors = fieldErrors(error);
  const labels = useLabels();
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
