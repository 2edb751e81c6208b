import { Select, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import css from "@/features/forums/plan.module.css";
import { api } from "@/shared/api/client";
import type { Forum, ImpreciseDate, LabelInput, Meeting } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { isPast, showDate } from "@/shared/dates/show";
import { useDraft } from "@/shared/drafts/drafts";
import { useCode, useT } from "@/shared/i18n";
import { addedBy } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import { useMyNation } from "@/shared/ui/names";

interface Draft {
  title: string;
  start: ImpreciseDate | null;
  end: ImpreciseDate | null;
  mode: Meeting["mode"];
  place: string;
  label: LabelInput;
}

function bodyOf(forum: Forum, draft: Draft) {
  return {
    forum: forum.id,
    title: draft.title.trim(),
    window: { start: draft.start?.value ?? null, end: draft.end?.value ?? null },
    mode: draft.mode,
    place: draft.place.trim(),
    time_zone: forum.time_zone,
    label: draft.label,
  };
}

/** Plans a sitting: as exactly as is known today, a month or a year is enough. */
export function PlanMeeting({ forum, close }: { forum: Forum; close: () => void }) {
  const t = useT();
  const nation = useMyNation();
  const code = useCode();
  const navigate = useNavigate();
  const first: Draft = {
    title: "",
    start: null,
    end: null,
    mode: "in_person",
    place: "",
    label: addedBy(nation, forum.label),
  };
  const draft = useDraft<Draft>(`plan:${forum.id}`, first, ({ label }) => label.level);
  const { value } = draft;
  const set = (part: Partial<Draft>) => draft.setValue({ ...value, ...part });
  const { errors, form } = useDrafted(
    draft,
    () => api.post<{ id: string }>("/meetings", bodyOf(forum, value)),
    ["meeting"],
    ({ id }) => {
      void navigate({ to: "/meetings/$id", params: { id } });
    },
  );
  return (
    <Form className={css.form} action={t("forum.meetings.plan")} {...form} close={close}>
      <div className={css.grid}>
        <TextInput
          label={t("meeting.title")}
          required
          autoFocus
          value={value.title}
          error={errors.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <DateField
          label={t("meeting.from")}
          value={value.start}
          error={errors["window/start"]}
          onChange={(start) => set({ start })}
        />
        <DateField
          label={t("meeting.to")}
          value={value.end}
          notBefore={value.start}
          error={errors["window/end"]}
          onChange={(end) => set({ end })}
        />
        <Select
          label={t("meeting.mode")}
          value={value.mode}
          allowDeselect={false}
          onChange={(mode) => mode && set({ mode: mode as Meeting["mode"] })}
          data={(["in_person", "virtual", "mixed"] as const).map((mode) => ({
            value: mode,
            label: code("mode", mode),
          }))}
        />
        <TextInput
          label={t("meeting.place")}
          value={value.place}
          error={errors.place}
          onChange={(event) => set({ place: event.currentTarget.value })}
        />
      </div>
      {value.start?.value && isPast(value.start) && (
        <p className={css.past} role="status">
          {t("meeting.past", { date: showDate(value.start, true) ?? "" })}
        </p>
      )}
      <LabelField value={value.label} onChange={(label) => set({ label })} nations={forum.nations} />
    </Form>
  );
}
