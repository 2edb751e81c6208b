import { Select, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { POSITIONS } from "@/features/demand/list";
import type { ImpreciseDate } from "@/shared/api/types";
import { countryChoices } from "@/shared/countries/iso";
import { DateField } from "@/shared/dates/field";
import { useCode, useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { useCreation } from "@/shared/ui/creation";
import { Form } from "@/shared/ui/form";
import css from "@/shared/ui/form.module.css";

interface Words {
  measure: string;
  host: string | null;
  host_position: (typeof POSITIONS)[number];
  requested_on: ImpreciseDate | null;
  met_on: ImpreciseDate | null;
  announced_on: ImpreciseDate | null;
  note: string;
}
const DATES = ["requested_on", "met_on", "announced_on"] as const;
const EMPTY: Words = {
  measure: "",
  host: null,
  host_position: "requested",
  requested_on: null,
  met_on: null,
  announced_on: null,
  note: "",
};

/** Registers a measure with what its host said to it. */
export function DemandForm({ close }: { close: () => void }) {
  const t = useT();
  const code = useCode();
  const countries = useMemo(countryChoices, []);
  const { value, set, errors, form, label } = useCreation<Words>({
    form: "demand",
    path: "/demands",
    empty: EMPTY,
    bodyOf: (words) => ({
      ...words,
      ...Object.fromEntries(DATES.map((name) => [name, words[name]?.value ?? null])),
    }),
    touches: ["host"],
    done: close,
  });
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("demand.new")}
      action={t("form.create")}
      close={close}
      {...form}
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
          onChange={(position) => position && set({ host_position: position as Words["host_position"] })}
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
      <LabelField {...label} />
    </Form>
  );
}
