import { Select, Textarea, TextInput } from "@mantine/core";
import { useMemo } from "react";
import type { ImpreciseDate } from "@/shared/api/types";
import { countryChoices } from "@/shared/countries/iso";
import { DateField } from "@/shared/dates/field";
import { useCode, useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { useCreation } from "@/shared/ui/creation";
import { Form } from "@/shared/ui/form";
import formCss from "@/shared/ui/form.module.css";
import { usePolicy } from "@/shared/ui/names";

interface Words {
  activity: string;
  effect: string;
  forum: string;
  originator: string | null;
  happened: ImpreciseDate | null;
  reason: string;
  level: string | null;
}
const EMPTY: Words = {
  activity: "",
  effect: "",
  forum: "",
  originator: null,
  happened: null,
  reason: "never_asked",
  level: null,
};
const REASONS = ["never_asked", "too_late", "unanswered", "classification", "source", "other"] as const;

/** "Could not take part in …": what, when, whose information it was, and what came of it. */
export function MissedForm({ close }: { close: () => void }) {
  const t = useT();
  const code = useCode();
  const countries = useMemo(countryChoices, []);
  const levels = [...(usePolicy()?.levels ?? [])].sort((a, b) => a.value - b.value);
  const { value, set, errors, form, label } = useCreation<Words>({
    form: "missed",
    path: "/missed",
    empty: EMPTY,
    bodyOf: (words) => ({ ...words, happened: words.happened?.value ?? null }),
    nations: ({ originator }) => (originator ? [originator] : []),
    touches: ["release"],
    done: close,
  });
  const text = (name: "effect" | "forum") => ({
    value: value[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  return (
    <Form
      className={`stack ${formCss.box}`}
      name={t("missed.report")}
      action={t("form.create")}
      close={close}
      {...form}
      ready={value.activity.trim() !== "" && Boolean(value.happened?.value)}
    >
      <div className={formCss.fields}>
        <TextInput
          label={t("missed.activity")}
          required
          autoFocus
          value={value.activity}
          error={errors.activity}
          onChange={(event) => set({ activity: event.currentTarget.value })}
        />
        <DateField
          label={t("missed.happened")}
          value={value.happened}
          error={errors.happened}
          onChange={(happened) => set({ happened })}
        />
        <Select
          label={t("missed.by.reason")}
          allowDeselect={false}
          data={REASONS.map((one) => ({ value: one, label: code("missed.reason", one) }))}
          value={value.reason}
          onChange={(reason) => reason && set({ reason })}
        />
        <Select
          label={`${t("missed.originator")} (${t("form.optional")})`}
          searchable
          clearable
          limit={60}
          data={countries}
          value={value.originator}
          onChange={(originator) => set({ originator })}
        />
        <Select
          label={`${t("missed.level")} (${t("form.optional")})`}
          clearable
          data={levels.map(({ name }) => name)}
          value={value.level}
          onChange={(level) => set({ level })}
        />
        <TextInput label={`${t("missed.forum")} (${t("form.optional")})`} {...text("forum")} />
      </div>
      <Textarea label={`${t("missed.effect")} (${t("form.optional")})`} autosize {...text("effect")} />
      <LabelField {...label} />
    </Form>
  );
}
