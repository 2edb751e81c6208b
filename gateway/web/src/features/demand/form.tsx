import { Select, TextInput } from "@mantine/core";
import { useMemo } from "react";
import css from "@/features/demand/demand.module.css";
import { POSITIONS } from "@/features/demand/list";
import { api } from "@/shared/api/client";
import type { ImpreciseDate, LabelInput } from "@/shared/api/types";
import { countryChoices } from "@/shared/countries/iso";
import { DateField } from "@/shared/dates/field";
import { useDraft } from "@/shared/drafts/drafts";
import { useCode, useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import { useMyNation, usePolicy } from "@/shared/ui/names";

interface Draft {
  measure: string;
  host: string | null;
  host_position: (typeof POSITIONS)[number];
  requested_on: ImpreciseDate | null;
  met_on: ImpreciseDate | null;
  announced_on: ImpreciseDate | null;
  note: string;
  level: string;
  rel: string[];
}
const DATES = ["requested_on", "met_on", "announced_on"] as const;

/** Registers a measure with what its host said to it. */
export function DemandForm({ close }: { close: () => void }) {
  const t = useT();
  const code = useCode();
  const own = useMyNation();
  const policy = usePolicy();
  const countries = useMemo(countryChoices, []);
  const lowest = [...(policy?.levels ?? [])].sort((a, b) => a.value - b.value)[0]?.name ?? "";
  const draft = useDraft<Draft>(
    "demand",
    {
      measure: "",
      host: null,
      host_position: "requested",
      requested_on: null,
      met_on: null,
      announced_on: null,
      note: "",
      level: "",
      rel: [],
    },
    ({ level }) => level || lowest,
  );
  const { value } = draft;
  const set = (part: Partial<Draft>) => draft.setValue({ ...value, ...part });
  const label: LabelInput = { level: value.level || lowest, owner: [own], rel: value.rel };
  const { errors, form } = useDrafted(
    draft,
    () => {
      const { level: _level, rel: _rel, ...words } = value;
      const dates = Object.fromEntries(DATES.map((name) => [name, value[name]?.value ?? null]));
      return api.post("/demands", { ...words, ...dates, label });
    },
    ["overlap"],
    close,
  );
  return (
    <Form
      className={`stack ${css.form}`}
      name={t("demand.new")}
      action={t("form.create")}
      {...form}
      close={close}
    >
      <div className={css.fields}>
        <TextInput
          label={t("demand.measure")}
          required
          autoFocus
          value={value.measure}
          error={errors.measure}
          onChange={(event) => set({ measure: event.currentTarget.value })}
        />
        <Select
          label={t("activity.hosts")}
          required
          searchable
          limit={60}
          data={countries}
          value={value.host}
          error={errors.host}
          onChange={(host) => set({ host })}
        />
        <Select
          label={t("demand.position")}
          allowDeselect={false}
          data={POSITIONS.map((each) => ({ value: each, label: code("demand.position", each) }))}
          value={value.host_position}
          onChange={(position) => position && set({ host_position: position as Draft["host_position"] })}
        />
        {DATES.map((name) => (
          <DateField
            key={name}
            label={`${t(`demand.${name}`)} (${t("form.optional")})`}
            value={value[name]}
            error={errors[name]}
            onChange={(date) => set({ [name]: date })}
          />
        ))}
        <TextInput
          label={`${t("overlap.note")} (${t("form.optional")})`}
          value={value.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
      </div>
      <LabelField
        value={label}
        onChange={(next) => set({ level: next.level, rel: next.rel ?? [] })}
        nations={[...new Set([own, ...value.rel])]}
        owners={[own]}
      />
    </Form>
  );
}
