import { MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import css from "@/features/activities/activities.module.css";
import type { Words } from "@/features/activities/draft";
import { Parts, Places } from "@/features/activities/parts-fields";
import { SeriesField } from "@/features/activities/series-field";
import { CELLS, MODES, PURPOSES, TOOLS } from "@/shared/activities/selection";
import { nationsOptions } from "@/shared/api/queries";
import type { LabelInput } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { useCode, useT } from "@/shared/i18n";

interface Props {
  value: Words;
  /** That of the activity: a new series is made under the same. */
  label: LabelInput;
  set: (part: Partial<Words>) => void;
  errors: Record<string, string>;
}
type Name = "sponsor" | "legal_authority" | "programme" | "operation";

/** The fields of an activity: what and when first, who and where, then what else is known. */
export function ActivityFields({ value, set, errors, label }: Props) {
  const t = useT();
  const code = useCode();
  const nations = useQuery(nationsOptions).data ?? [];
  const optional = (words: string) => `${words} (${t("form.optional")})`;
  const coded = (name: "tool" | "cell" | "mode", values: readonly string[]) => (
    <Select
      label={optional(t(`activity.${name}`))}
      clearable
      data={values.map((each) => ({ value: each, label: code(`activity.${name}`, each) }))}
      value={value[name]}
      error={errors[name]}
      onChange={(next) => set({ [name]: next })}
    />
  );
  const line = (name: Name) => (
    <TextInput
      key={name}
      label={optional(t(`activity.${name}`))}
      value={value[name]}
      error={errors[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  const count = (name: "people" | "fiscal_year") => (
    <NumberInput
      label={optional(t(`activity.${name}`))}
      min={name === "people" ? 0 : 1900}
      max={name === "people" ? 10_000_000 : 2200}
      allowDecimal={false}
      thousandSeparator={name === "people" ? " " : undefined}
      value={value[name] ?? ""}
      error={errors[name]}
      onChange={(next) => set({ [name]: typeof next === "number" ? next : null })}
    />
  );
  return (
    <>
      <TextInput
        label={t("activity.name")}
        required
        autoFocus
        value={value.title}
        error={errors.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <div className={css.fields}>
        {coded("tool", TOOLS)}
        <DateField
          label={t("activity.start")}
          value={value.start}
          error={errors.start}
          onChange={(start) => set({ start })}
        />
        <DateField
          label={optional(t("activity.end"))}
          value={value.end}
          notBefore={value.start}
          error={errors.end}
          onChange={(end) => set({ end })}
        />
        <Select
          label={optional(t("activity.lead"))}
          clearable
          searchable
          data={nations.map(({ code: each, name }) => ({ value: each, label: name }))}
          value={value.lead}
          error={errors.lead}
          onChange={(lead) => set({ lead })}
        />
      </div>
      <Places value={value.places} change={(places) => set({ places })} errors={errors} />
      <Parts value={value.participants} change={(participants) => set({ participants })} errors={errors} />
      <fieldset className={css.group}>
        <legend>{t("activity.why")}</legend>
        <div className={css.fields}>
          <MultiSelect
            label={optional(t("activity.purposes"))}
            data={PURPOSES.map((each) => ({ value: each, label: code("purpose", each) }))}
            value={value.purposes}
            error={errors.purposes}
            onChange={(purposes) => set({ purposes })}
          />
          <TagsInput
            label={optional(t("activity.capability_areas"))}
            description={t("activity.capability.hint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={value.capability_areas}
            error={errors.capability_areas}
            onChange={(capability_areas) => set({ capability_areas })}
          />
          {coded("cell", CELLS)}
          {coded("mode", MODES)}
        </div>
        <Textarea
          mt="sm"
          label={optional(t("activity.description"))}
          value={value.description}
          error={errors.description}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
      </fieldset>
      <fieldset className={css.group}>
        <legend>{t("activity.further")}</legend>
        <div className={css.fields}>
          {count("people")}
          <TextInput
            label={optional(t("activity.cost"))}
            inputMode="decimal"
            value={value.amount}
            error={errors.cost ?? errors["cost/amount"]}
            onChange={(event) => set({ amount: event.currentTarget.value })}
          />
          <TextInput
            label={optional(t("activity.currency"))}
            placeholder="USD"
            maxLength={3}
            value={value.currency}
            error={errors["cost/currency"]}
            onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
          />
          {count("fiscal_year")}
          <SeriesField
            value={value.series}
            error={errors.series}
            label={label}
            choose={(series) => set({ series })}
          />
          {(["sponsor", "programme", "operation", "legal_authority"] as const).map(line)}
        </div>
      </fieldset>
    </>
  );
}
