import { Modal, Select, TextInput } from "@mantine/core";
import type { Loaded } from "@/shared/api/queries";
import type { ImpreciseDate, Meeting } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { useCode, useT } from "@/shared/i18n";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { VersionedForm } from "@/shared/ui/form";
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
    body.window = { start: words.start?.value ?? null, end: words.end?.value ?? null };
  }
  return body;
}

/** Title, dates and place of a meeting that is not yet held. */
export function EditMeeting({ loaded, close }: { loaded: Loaded<Meeting>; close: () => void }) {
  const t = useT();
  const undo = useUndo();
  const code = useCode();
  const labels = {
    title: t("meeting.title"),
    start: t("meeting.from"),
    end: t("meeting.to"),
    mode: t("meeting.mode"),
    place: t("meeting.place"),
  };
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
  const { mine, set } = form;
  const errors = useFieldErrors(form.error, form.mine);
  return (
    <Modal
      opened
      onClose={close}
      title={t("meeting.act.edit")}
      closeButtonProps={{ "aria-label": t("form.cancel") }}
    >
      <VersionedForm form={form} labels={labels} close={close}>
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
          notBefore={mine.start}
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
      </VersionedForm>
    </Modal>
  );
}
