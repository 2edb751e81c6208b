import { MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import css from "@/features/forums/plan.module.css";
import { api } from "@/shared/api/client";
import { forumsOptions, nationsOptions } from "@/shared/api/queries";
import type { Forum, LabelInput } from "@/shared/api/types";
import { readerZone } from "@/shared/dates/show";
import { useDraft } from "@/shared/drafts/drafts";
import { useCode, useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import { useMyNation, useNames, usePolicy } from "@/shared/ui/names";

/** The hint stands below its field, so that the fields of a row stand in line. */
const ORDER: ("label" | "input" | "description" | "error")[] = ["label", "input", "description", "error"];
const KINDS: Forum["kind"][] = [
  "general_officer_roundtable",
  "staff_talks",
  "steering_committee",
  "working_group",
  "board",
  "standing_programme",
  "symposium",
];

interface Draft {
  name: string;
  key: string;
  kind: Forum["kind"];
  rank: number;
  parent: string | null;
  nations: string[];
  zone: string;
  authority: Record<string, string>;
  level: string | null;
  rel: string[];
}

/** A short name for typing after `@`, made of the name until somebody writes another. */
const keyOf = (name: string) =>
  name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);

/** Founds a forum of which one's own nation is a member. Its label is joint of its members. */
export function FoundForum({ close }: { close: () => void }) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  const navigate = useNavigate();
  const own = useMyNation();
  const policy = usePolicy();
  const nations = useQuery(nationsOptions).data ?? [];
  const forums = useQuery(forumsOptions).data ?? [];
  const lowest = [...(policy?.levels ?? [])].sort((a, b) => a.value - b.value)[0]?.name ?? "";
  const levelOf = ({ level, parent: upper }: Draft) =>
    level ?? forums.find(({ id }) => id === upper)?.label.level ?? lowest;
  const draft = useDraft<Draft>(
    "found",
    {
      name: "",
      key: "",
      kind: "working_group",
      rank: 3,
      parent: null,
      nations: [own],
      zone: readerZone(),
      authority: {},
      level: null,
      rel: [],
    },
    levelOf,
  );
  const { value } = draft;
  const set = (part: Partial<Draft>) => draft.setValue({ ...value, ...part });
  const label: LabelInput = {
    level: levelOf(value),
    owner: [...value.nations].sort(),
    rel: value.rel,
  };
  const { errors, form } = useDrafted(
    draft,
    () =>
      api.post<Forum>("/forums", {
        key: value.key || keyOf(value.name),
        name: value.name.trim(),
        kind: value.kind,
        rank: value.rank,
        parent: value.parent,
        nations: value.nations,
        time_zone: value.zone,
        escalation_authority: value.parent ? {} : value.authority,
        label,
      }),
    ["forum"],
    ({ id }) => {
      void navigate({ to: "/forums/$id", params: { id } });
    },
  );
  const parent = (id: string | null) => {
    const upper = forums.find((forum) => forum.id === id);
    set({ parent: id, rank: upper ? Math.max(value.rank, upper.rank + 1) : value.rank });
  };
  return (
    <Form className={css.form} name={t("forums.found")} action={t("forums.found")} {...form} close={close}>
      <div className={css.fields}>
        <TextInput
          label={t("forum.full")}
          required
          autoFocus
          value={value.name}
          error={errors.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t("forum.key")}
          inputWrapperOrder={ORDER}
          description={t("forum.key.hint")}
          value={value.key}
          placeholder={keyOf(value.name)}
          error={errors.key}
          onChange={(event) => set({ key: event.currentTarget.value })}
        />
        <Select
          label={t("forum.kind")}
          allowDeselect={false}
          value={value.kind}
          error={errors.kind}
          onChange={(kind) => kind && set({ kind: kind as Forum["kind"] })}
          data={KINDS.map((kind) => ({ value: kind, label: code("forum.kind", kind) }))}
        />
        <MultiSelect
          label={t("forum.members")}
          inputWrapperOrder={ORDER}
          description={t("forum.members.hint", { nation: names(own) })}
          required
          searchable
          limit={40}
          value={value.nations}
          error={errors.nations}
          onChange={(chosen) => set({ nations: [...new Set([own, ...chosen])] })}
          data={nations.map(({ code: each, name }) => ({ value: each, label: name }))}
        />
        <Select
          label={`${t("forum.parent")} (${t("form.optional")})`}
          inputWrapperOrder={ORDER}
          description={t("forum.parent.hint")}
          clearable
          searchable
          value={value.parent}
          error={errors.parent}
          onChange={parent}
          data={forums.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <NumberInput
          label={t("forum.rank")}
          inputWrapperOrder={ORDER}
          description={t("forum.rank.hint")}
          min={0}
          max={9}
          value={value.rank}
          error={errors.rank}
          onChange={(rank) => set({ rank: Number(rank) || 0 })}
        />
        <TextInput
          label={t("forum.zone")}
          required
          value={value.zone}
          error={errors.time_zone}
          onChange={(event) => set({ zone: event.currentTarget.value })}
        />
      </div>
      {!value.parent && (
        <fieldset className={css.authorities}>
          <legend>{t("forum.authority")}</legend>
          <p className="muted small">{errors.escalation_authority ?? t("forum.authority.hint")}</p>
          <div className={css.fields}>
            {value.nations.map((nation) => (
              <TextInput
                key={nation}
                label={names(nation)}
                required
                value={value.authority[nation] ?? ""}
                error={errors[`escalation_authority/${nation}`]}
                onChange={(event) =>
                  set({ authority: { ...value.authority, [nation]: event.currentTarget.value } })
                }
              />
            ))}
          </div>
        </fieldset>
      )}
      <LabelField
        value={label}
        onChange={(next) => set({ level: next.level, rel: next.rel ?? [] })}
        nations={value.nations}
        owners={value.nations}
      />
    </Form>
  );
}
