import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import css from "@/features/activities/activities.module.css";
import type { Activity } from "@/shared/activities/types";
import { api, type Loaded } from "@/shared/api/client";
import type { components } from "@/shared/api/schema.gen";
import type { LabelInput } from "@/shared/api/types";
import { useCode, useList, useT } from "@/shared/i18n";
import { inputOf } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";
import { useNames } from "@/shared/ui/names";

type Narrowed = components["schemas"]["NarrowedList"];

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
      <Narrows id={value.id} label={label} />
    </Form>
  );
}

/** Before it is given: which imports a label narrows along with the activity, and from whom it takes them. */
function Narrows({ id, label }: { id: string; label: LabelInput }) {
  const t = useT();
  const list = useList();
  const names = useNames();
  const [settled] = useDebouncedValue(label, 250);
  const { data } = useQuery({
    queryKey: ["import", "narrowed", id, settled],
    queryFn: () => api.post<Narrowed>("/imports/narrowed", { activity: id, label: settled }),
    retry: false,
    placeholderData: (before) => before,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={css.warn} aria-label={t("activity.narrows")}>
      <strong role="status">{t("activity.narrows")}</strong>
      <ul>
        {data.items.map(({ id: key, ref, name, rows, loses, banner }) => (
          <li key={key}>
            {t("activity.narrows.import", { name, ref, rows, banner })}
            {loses.length > 0 && t("activity.narrows.loses", { who: list(loses.map(names)) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
