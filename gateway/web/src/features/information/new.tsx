import { Select, TextInput } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import css from "@/features/information/information.module.css";
import { SheetField } from "@/features/information/sheet";
import { type Block, type Item, KINDS, type Kind } from "@/features/information/types";
import { bodiesOf, empty, sentAs } from "@/features/information/writing";
import { api } from "@/shared/api/client";
import type { LabelInput } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useExplained } from "@/shared/label/readable";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import { useMyNation, usePolicy } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";

interface Words {
  title: string;
  kind: Kind;
  tags: string;
  label: LabelInput | null;
  blocks: Block[];
}

const EMPTY: Words = { title: "", kind: "document", tags: "", label: null, blocks: [empty("first")] };

/** An item as it is written: title, label, and its paragraphs one after the other. */
export function NewItemView() {
  const t = useT();
  const code = useCode();
  const own = useMyNation();
  const policy = usePolicy();
  const navigate = useNavigate();
  const lowest = [...(policy?.levels ?? [])].sort((a, b) => a.value - b.value)[0]?.name ?? "";
  const draft = useDraft<Words>("item", EMPTY, ({ label, blocks }) => [
    label?.level || lowest,
    ...blocks.flatMap(({ label: mark }) => (mark ? [mark.level] : [])),
  ]);
  const { value } = draft;
  const set = (part: Partial<Words>) => draft.setValue((now) => ({ ...now, ...part }));
  const label = value.label ?? { level: lowest, owner: [own] };
  const { errors, form } = useDrafted(
    draft,
    () => {
      const { title, kind, tags, blocks } = value;
      return api.post<Item>("/items", {
        title,
        kind,
        label,
        tags: tagsOf(tags),
        portions: bodiesOf(blocks),
      });
    },
    ["shared_item"],
    ({ id }) => void navigate({ to: "/information/$id", params: { id } }),
  );
  const nations = nationsOf(own, [label, ...value.blocks.map(({ label: mark }) => mark)]);
  return (
    <Page title={t("information.new")} above={<Link to="/information">{t("information.title")}</Link>}>
      <Form
        className={css.form}
        name={t("information.new")}
        action={t("information.create")}
        close={() => void navigate({ to: "/information" })}
        forget={draft.forget}
        ready={value.title.trim() !== ""}
        note={t(draft.keeps ? "writing.kept" : "writing.held")}
        {...form}
      >
        <div className={css.fields}>
          <TextInput
            className={css.wide}
            label={t("information.name")}
            required
            autoFocus
            value={value.title}
            error={errors.title}
            onChange={({ currentTarget }) => set({ title: currentTarget.value })}
            onKeyDown={on}
          />
          <Select
            label={t("information.kind")}
            allowDeselect={false}
            data={KINDS.map((each) => ({ value: each, label: code("information.kind", each) }))}
            value={value.kind}
            onChange={(kind) => kind && set({ kind: kind as Kind })}
          />
          <TextInput
            label={t("information.tags.field")}
            value={value.tags}
            error={errors.tags}
            onChange={({ currentTarget }) => set({ tags: currentTarget.value })}
            onKeyDown={on}
          />
        </div>
        <LabelField
          legend={t("information.title.label")}
          value={label}
          onChange={(next) => set({ label: next })}
          nations={nations}
          owners={[own]}
        />
        <TitleLabel label={label} nations={nations} />
        <SheetField
          blocks={value.blocks}
          change={(blocks) => set({ blocks })}
          title={label}
          nations={nations}
          owners={[own]}
          errors={byBlock(errors, value.blocks)}
        />
      </Form>
    </Page>
  );
}

/** Enter in a line above the text goes on to the text; it sends nothing. */
function on(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.currentTarget.form?.querySelector("textarea")?.focus();
}

/** The title counts for the banner, too. */
function TitleLabel({ label, nations }: { label: LabelInput; nations: string[] }) {
  const { data, error } = useExplained(label, nations);
  usePageLabels([error ? null : data]);
  return null;
}

/** Tags as they are typed, divided by commas. */
export const tagsOf = (words: string): string[] => [
  ...new Set(
    words
      .split(",")
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];

/** The nations that some labels name, one's own first. */
export const nationsOf = (own: string, labels: (LabelInput | null)[]): string[] => [
  ...new Set([own, ...labels.flatMap((label) => label?.rel ?? [])].filter(Boolean)),
];

/** What is wrong with each paragraph as it was sent, by its key. */
export function byBlock(errors: Record<string, string>, blocks: Block[]): Record<string, string> {
  const sent = sentAs(blocks);
  return Object.fromEntries(
    Object.entries(errors).flatMap(([pointer, words]) => {
      const [, number] = /^portions\/(\d+)(?:\/|$)/.exec(pointer) ?? [];
      const key = number === undefined ? undefined : sent[Number(number)];
      return key ? [[key, words]] : [];
    }),
  );
}
