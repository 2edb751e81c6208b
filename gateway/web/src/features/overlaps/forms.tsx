import { Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import css from "@/features/overlaps/overlaps.module.css";
import type { Overlap } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import { countryName } from "@/shared/countries/iso";
import { useDraft } from "@/shared/drafts/drafts";
import { useCode, useT } from "@/shared/i18n";
import { nationInSentence } from "@/shared/i18n/en/nation";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";

const HOW = ["moved", "merged", "cancelled", "other"] as const;

interface Props {
  overlap: Overlap;
  close: () => void;
}

/** An overlap that is accepted as it is, or was resolved and how. */
export function DealtForm({ overlap, act: name, close }: Props & { act: "accept" | "resolve" }) {
  const t = useT();
  const code = useCode();
  const [how, setHow] = useState<string>("moved");
  const draft = useDraft(`overlap:${overlap.id}:${name}`, "", () => overlap.label.level);
  const { form } = useDrafted(
    draft,
    () =>
      api.post(`/overlaps/${overlap.id}/acts`, {
        act: name === "accept" ? "accepted" : "resolved",
        ...(name === "resolve" ? { how } : {}),
        note: draft.value,
      }),
    ["overlap"],
    close,
  );
  return (
    <Form
      className={`stack ${css.form}`}
      name={t(`overlap.act.${name}`)}
      action={t(`overlap.act.${name}`)}
      {...form}
      close={close}
    >
      {name === "resolve" && (
        <Select
          label={t("overlap.resolved.how")}
          allowDeselect={false}
          data={HOW.map((value) => ({ value, label: code("overlap.resolved", value) }))}
          value={how}
          onChange={(value) => value && setHow(value)}
        />
      )}
      <Textarea
        label={t("overlap.note")}
        autoFocus
        value={draft.value}
        onChange={(event) => draft.setValue(event.currentTarget.value)}
      />
    </Form>
  );
}

/** What the other nation reads once it has consented too: words of one's own, never the record by itself. */
export function ConsentForm({ overlap, close }: Props) {
  const t = useT();
  const nation = nationInSentence(countryName(overlap.other?.nation ?? ""));
  const draft = useDraft(
    `overlap:${overlap.id}:consent`,
    { title: overlap.own[0]?.title ?? "", text: "", contact: "" },
    () => overlap.label.level,
  );
  const { value } = draft;
  const { errors, form } = useDrafted(
    draft,
    () => api.post(`/overlaps/${overlap.id}/consent`, value),
    ["overlap"],
    close,
  );
  return (
    <Form
      className={`stack ${css.form}`}
      name={t("overlap.act.consent")}
      action={t("overlap.act.consent")}
      {...form}
      close={close}
    >
      <p>{t("overlap.consent.hint", { nation })}</p>
      {(["title", "contact"] as const).map((name) => (
        <TextInput
          key={name}
          label={t(`overlap.card.${name}`)}
          required
          value={value[name]}
          error={errors[name]}
          onChange={(event) => draft.setValue({ ...value, [name]: event.currentTarget.value })}
        />
      ))}
      <Textarea
        label={t("overlap.card.text")}
        value={value.text}
        error={errors.text}
        onChange={(event) => draft.setValue({ ...value, text: event.currentTarget.value })}
      />
    </Form>
  );
}
