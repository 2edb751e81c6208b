import { SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import css from "@/features/meetings/before.module.css";
import { api } from "@/shared/api/client";
import type { Loaded } from "@/shared/api/queries";
import type { Agenda, Meeting, Paper, PaperKind } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { useCode, useT } from "@/shared/i18n";
import { ReadableWords, useExplained } from "@/shared/label/readable";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import { useMyNation, usePolicy } from "@/shared/ui/names";

const KINDS: PaperKind[] = ["draft", "position", "note"];

interface Words {
  kind: PaperKind;
  title: string;
  text: string;
  item: string | null;
  level: string;
}
interface Props {
  meeting: Meeting;
  agenda: Agenda;
  nations: string[];
  /** The paper that is changed; without it a new one is written. */
  paper?: Loaded<Paper>;
  close: () => void;
}

const bodyOf = ({ kind, title, text }: Words) => ({ kind, title, text });

/** A paper, new or changed; its owner is the writer's own nation and nobody else reads it until it is offered. */
export function PaperForm({ meeting, agenda, nations, paper, close }: Props) {
  const t = useT();
  const code = useCode();
  const own = useMyNation();
  const levels = usePolicy()?.levels ?? [];
  const known = paper?.value;
  const draft = useDraft<Words>(
    `paper:${known?.id ?? meeting.id}`,
    {
      kind: known?.kind ?? "draft",
      title: known?.title ?? "",
      text: known?.text ?? "",
      item: known?.item_id ?? null,
      level: known?.label.level ?? meeting.label.level,
    },
    ({ level }) => level,
  );
  const { value } = draft;
  const explained = useExplained({ level: value.level, owner: [own] }, nations);
  const set = (part: Partial<typeof value>) => draft.setValue({ ...value, ...part });
  const { errors, form } = useDrafted(
    draft,
    () =>
      known
        ? api.patch(`/papers/${known.id}`, bodyOf(value), paper.etag)
        : api.post(`/meetings/${meeting.id}/papers`, value),
    ["meeting"],
    close,
  );
  const items = agenda.sections.flatMap(({ entries }) => entries.flatMap(({ item }) => (item ? [item] : [])));
  return (
    <Form
      className={css.form}
      name={known ? t("papers.edit", { title: known.title }) : t("papers.add")}
      action={known ? t("form.save") : t("form.add")}
      {...form}
      close={close}
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
        error={errors.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label={`${t("papers.text")} (${t("form.optional")})`}
        value={value.text}
        autosize
        minRows={3}
        error={errors.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      {!known && (
        <>
          <Select
            label={`${t("papers.item")} (${t("form.optional")})`}
            clearable
            value={value.item}
            error={errors.item}
            onChange={(item) => set({ item })}
            data={items.map(({ id, title }) => ({ value: id, label: title }))}
          />
          <Select
            label={t("papers.level")}
            allowDeselect={false}
            value={value.level}
            error={errors.level}
            onChange={(level) => level && set({ level })}
            data={levels.map(({ name }) => name)}
          />
        </>
      )}
      <span className="small" aria-live="polite">
        <ReadableWords label={explained.data} nations={nations} />
      </span>
    </Form>
  );
}
