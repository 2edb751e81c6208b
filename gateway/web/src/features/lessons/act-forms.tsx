import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { addressed } from "@/features/lessons/address";
import type { Lesson, LessonStep } from "@/features/lessons/types";
import { api, type Loaded } from "@/shared/api/client";
import type { LabelInput } from "@/shared/api/types";
import { useCode, useT } from "@/shared/i18n";
import { inputOf } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";
import css from "@/shared/ui/form.module.css";

interface Props {
  loaded: Loaded<Lesson>;
  close: () => void;
}

/** A step that says why, or names the lesson that says the same. */
export function StepForm({ loaded: { value, etag }, act: name, close }: Props & { act: LessonStep["act"] }) {
  const t = useT();
  const code = useCode();
  const [said, setSaid] = useState({ reason: "", duplicate_of: "" });
  const twice = name === "duplicate";
  const other = addressed(said.duplicate_of);
  const act = useAct(
    () =>
      api.post(
        `/lessons/${value.id}/steps`,
        twice ? { act: name, duplicate_of: other?.id } : { act: name, reason: said.reason.trim() },
        { etag },
      ),
    ["lesson"],
    close,
  );
  const errors = useFieldErrors(act.error, said);
  return (
    <Form
      className={`stack ${css.box}`}
      name={code("lesson.act", name)}
      action={code("lesson.act", name)}
      back={t("confirm.back")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
      ready={twice ? other?.kind === "lesson" : Boolean(said.reason.trim())}
    >
      {twice ? (
        <TextInput
          label={t("lesson.sameAs.field")}
          required
          autoFocus
          value={said.duplicate_of}
          error={errors.duplicate_of ?? (said.duplicate_of && !other ? t("lesson.sameAs.wrong") : undefined)}
          onChange={(event) => setSaid({ ...said, duplicate_of: event.currentTarget.value })}
        />
      ) : (
        <Textarea
          label={t("lesson.reason")}
          required
          autoFocus
          autosize
          minRows={2}
          value={said.reason}
          error={errors.reason}
          onChange={(event) => setSaid({ ...said, reason: event.currentTarget.value })}
        />
      )}
    </Form>
  );
}

/** Withdraws a lesson, with a reason. */
export function WithdrawForm({ loaded: { value, etag }, close }: Props) {
  const t = useT();
  const [reason, setReason] = useState("");
  const act = useAct(
    () => api.patch(`/lessons/${value.id}`, { withdrawn: true, reason: reason.trim() }, etag),
    ["lesson"],
    close,
  );
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("lesson.act.withdraw")}
      action={t("lesson.act.withdraw")}
      back={t("confirm.back")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
      ready={Boolean(reason.trim())}
    >
      <TextInput
        label={t("lesson.reason")}
        required
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Form>
  );
}

/** Gives a lesson a narrower label; a wider one is a release, which two people sign. */
export function RelabelLesson({ loaded: { value, etag }, close }: Props) {
  const t = useT();
  const [label, setLabel] = useState<LabelInput>(() => inputOf(value.label));
  const act = useAct(() => api.post(`/lessons/${value.id}/label`, { label }, { etag }), ["lesson"], close);
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("lesson.act.label")}
      action={t("form.save")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
    >
      <LabelField
        value={label}
        onChange={setLabel}
        nations={[...new Set([...value.label.owner, ...(label.rel ?? [])])]}
        owners={value.label.owner}
      />
    </Form>
  );
}
