import { Button, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import css from "@/features/meetings/before.module.css";
import { api } from "@/shared/api/client";
import type { Agenda, Meeting, PaperKind } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { useCode, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { usePolicy } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

const KINDS: PaperKind[] = ["draft", "position", "note"];

/** A new paper; its owner is the writer's own nation and nobody else reads it. */
export function PaperForm({
  meeting,
  agenda,
  close,
}: {
  meeting: Meeting;
  agenda: Agenda;
  close: () => void;
}) {
  const t = useT();
  const code = useCode();
  const policy = usePolicy();
  const levels = policy?.levels ?? [];
  const draft = useDraft(`paper:${meeting.id}`, {
    kind: "draft" as PaperKind,
    title: "",
    text: "",
    item: null as string | null,
    level: meeting.label.level,
  });
  const { value } = draft;
  const set = (part: Partial<typeof value>) => draft.setValue({ ...value, ...part });
  const act = useAct(
    () => api.post(`/meetings/${meeting.id}/papers`, value),
    ["meeting"],
    () => {
      draft.forget();
      close();
    },
  );
  const items = agenda.sections.flatMap(({ entries }) => entries.flatMap(({ item }) => (item ? [item] : [])));
  return (
    <form
      className={css.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        act.mutate(undefined);
      }}
    >
      <SegmentedControl
        size="xs"
        aria-label={t("papers.kind")}
        value={value.kind}
        onChange={(kind) => set({ kind: kind as PaperKind })}
        data={KINDS.map((kind) => ({ value: kind, label: code("papers.kind", kind) }))}
      />
      <TextInput
        label={t("papers.heading")}
        required
        autoFocus
        value={value.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label={`${t("papers.text")} (${t("form.optional")})`}
        value={value.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <Select
        label={`${t("papers.item")} (${t("form.optional")})`}
        clearable
        value={value.item}
        onChange={(item) => set({ item })}
        data={items.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <Select
        label={t("papers.level")}
        allowDeselect={false}
        value={value.level}
        onChange={(level) => level && set({ level })}
        data={levels.map(({ name }) => name)}
      />
      {act.error ? <ProblemNotice error={act.error} compact /> : null}
      <div className="row">
        <Button type="submit" loading={act.isPending}>
          {t("form.add")}
        </Button>
        <Button variant="default" onClick={close}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}
