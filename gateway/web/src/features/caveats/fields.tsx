import { MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import css from "@/features/caveats/caveats.module.css";
import {
  CodedField,
  CountriesField,
  OperationField,
  useChoices,
  WordsField,
} from "@/features/caveats/choices";
import type { Words } from "@/features/caveats/words";
import { DateField } from "@/shared/dates/field";
import { useCode, useT } from "@/shared/i18n";
import grid from "@/shared/ui/form.module.css";

interface Props {
  value: Words;
  set: (part: Partial<Words>) => void;
  errors: Record<string, string>;
  /** Of a caveat that stands, whose it is does not change. */
  fixed?: boolean;
}

/** The fields of a caveat: what it says, and the terms by which plans are compared with it. */
export function CaveatFields({ value, set, errors, fixed = false }: Props) {
  const t = useT();
  const code = useCode();
  const choices = useChoices();
  const optional = (words: string) => `${words} (${t("form.optional")})`;
  const line = (name: "subject" | "source" | "lift_by", hint?: string, required = false) => (
    <TextInput
      label={required ? t(`caveat.${name}`) : optional(t(`caveat.${name}`))}
      description={hint}
      inputWrapperOrder={["label", "input", "description", "error"]}
      required={required}
      value={value[name]}
      error={errors[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  const coded = (name: "kind" | "basis", values: string[]) => (
    <Select
      label={t(`caveat.${name}`)}
      allowDeselect={false}
      data={values.map((each) => ({ value: each, label: code(`caveat.${name}`, each) }))}
      value={value[name]}
      onChange={(next) => next && set({ [name]: next } as Partial<Words>)}
    />
  );
  return (
    <>
      <div className={grid.fields}>
        {!fixed && (
          <Select
            label={t("caveat.nation")}
            description={t("caveat.nation.hint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            required
            searchable
            limit={60}
            data={choices.countries}
            value={value.nation}
            error={errors.nation}
            onChange={(nation) => set({ nation })}
          />
        )}
        {coded("kind", ["restriction", "permission"])}
        <Select
          label={t("caveat.dimension")}
          allowDeselect={false}
          data={choices.dimensions}
          value={value.dimension}
          onChange={(dimension) => dimension && set({ dimension: dimension as Words["dimension"] })}
        />
        {line("subject", undefined, true)}
      </div>
      <Textarea
        label={t("caveat.published")}
        required
        autosize
        minRows={2}
        value={value.published}
        error={errors.published}
        onChange={(event) => set({ published: event.currentTarget.value })}
      />
      <div className={grid.fields}>
        {coded("basis", ["declared", "observed"])}
        {line("source", t("caveat.source.hint"))}
        {line("lift_by")}
        <NumberInput
          label={optional(t("caveat.lift_days"))}
          min={0}
          value={value.lift_days ?? ""}
          error={errors.lift_days}
          onChange={(next) => set({ lift_days: next === "" ? null : Number(next) })}
        />
        {(["valid_from", "valid_until"] as const).map((name) => (
          <DateField
            key={name}
            label={optional(t(`caveat.${name}`))}
            value={value[name]}
            error={errors[name]}
            onChange={(date) => set({ [name]: date })}
          />
        ))}
        <TextInput
          label={optional(t("caveat.effect"))}
          value={value.effect}
          error={errors.effect}
          onChange={(event) => set({ effect: event.currentTarget.value })}
        />
      </div>
      <Terms value={value} set={set} errors={errors} choices={choices} />
    </>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));
const MONTHS = Array.from({ length: 12 }, (_, month) => ({
  value: String(month + 1),
  label: new Intl.DateTimeFormat(undefined, { month: "long" }).format(new Date(2024, month, 1)),
}));

function Terms({ value, set, errors, choices }: Props & { choices: ReturnType<typeof useChoices> }) {
  const t = useT();
  const error = (name: string) =>
    Object.entries(errors).find(([pointer]) => pointer.startsWith(`terms/${name}`))?.[1];
  const many = (name: "tools" | "months" | "hours", data: { value: string; label: string }[]) => (
    <MultiSelect
      label={t(`caveat.term.${name}`)}
      clearable
      data={data}
      value={value[name]}
      error={error(name)}
      onChange={(next) => set({ [name]: next })}
    />
  );
  return (
    <fieldset className={css.group}>
      <legend>{t("caveat.terms")}</legend>
      <p className="muted small">{t("caveat.terms.hint")}</p>
      <div className={grid.fields}>
        {(["tasks", "forces", "weapons"] as const).map((kind) => (
          <WordsField
            key={kind}
            label={t(`caveat.term.${kind}`)}
            kind={kind}
            choices={choices}
            value={value[kind]}
            error={error(kind)}
            onChange={(next) => set({ [kind]: next })}
          />
        ))}
        <OperationField
          label={t("caveat.term.operation")}
          choices={choices}
          value={value.operation}
          onChange={(operation) => set({ operation })}
        />
        {(["countries", "partners"] as const).map((name) => (
          <CountriesField
            key={name}
            label={t(`caveat.term.${name}`)}
            choices={choices}
            value={value[name]}
            error={error(name)}
            onChange={(next) => set({ [name]: next })}
          />
        ))}
        <TagsInput
          label={t("caveat.term.areas")}
          description={t("caveat.term.areas.hint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          value={value.areas}
          onChange={(areas) => set({ areas })}
        />
        {many("tools", choices.tools)}
        <CodedField
          label={t("caveat.term.partnering")}
          prefix="caveat.partnering"
          value={value.partnering}
          onChange={(partnering) => set({ partnering })}
        />
        <CodedField
          label={t("caveat.term.light")}
          prefix="caveat.light"
          value={value.light}
          onChange={(light) => set({ light })}
        />
        {many("months", MONTHS)}
        {many("hours", HOURS)}
        <NumberInput
          label={t("caveat.term.most")}
          min={0}
          value={value.most ?? ""}
          onChange={(next) => set({ most: next === "" ? null : Number(next) })}
        />
        <TextInput
          label={t("caveat.term.condition")}
          value={value.condition}
          error={error("condition")}
          onChange={(event) => set({ condition: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}
