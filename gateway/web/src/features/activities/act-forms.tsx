import { TextInput } from "@mantine/core";
import { useState } from "react";
import css from "@/features/activities/activities.module.css";
import type { Activity } from "@/shared/activities/types";
import { api, type Loaded } from "@/shared/api/client";
import type { LabelInput } from "@/shared/api/types";
import { useCode, useT } from "@/shared/i18n";
import { inputOf } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";

interface Props {
  loaded: Loaded<Activity>;
  close: () => void;
}

/** Postpones or cancels an activity, and says why. */
export function StatusForm({
  loaded: { value, etag },
  to,
  close,
}: Props & { to: "postponed" | "cancelled" }) {
  const t = useT();
  const code = useCode();
  const [reason, setReason] = useState("");
  const act = useAct(
    () => api.post(`/activities/${value.id}/status`, { to, reason: reason.trim() }, { etag }),
    ["activity"],
    close,
  );
  const errors = useFieldErrors(act.error, { reason });
  return (
    <Form
      className={`stack ${css.box}`}
      name={code("activity.step", to)}
      action={code("activity.step", to)}
      back={t("confirm.back")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
    >
      <TextInput
        label={t("activity.reason")}
        required
        autoFocus
        value={reason}
        error={errors.reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Form>
  );
}

/** Gives an activity another label: its owners narrow it, their release authority widens it. */
export function RelabelForm({ loaded: { value, etag }, close }: Props) {
  const t = useT();
  const [label, setLabel] = useState<LabelInput>(() => inputOf(value.label));
  const act = useAct(
    () => api.post(`/activities/${value.id}/label`, { label }, { etag }),
    ["activity"],
    close,
  );
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("activity.label")}
      action={t("form.save")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
    >
      <LabelField
        value={label}
        onChange={setLabel}
        nations={[...new Set([...value.label.owner, ...value.nations, ...(label.rel ?? [])])]}
        owners={value.label.owner}
      />
    </Form>
  );
}
