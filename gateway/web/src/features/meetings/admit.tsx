import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import css from "@/features/meetings/before.module.css";
import { api } from "@/shared/api/client";
import { nationsOptions, recordOptions } from "@/shared/api/queries";
import type { Meeting } from "@/shared/api/types";
import { useCode, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";
import { useNames } from "@/shared/ui/names";

const CAPACITIES = ["head", "deputy", "secretary", "member", "adviser", "observer"] as const;

/** Admits a person; says first what the presence of that nation hides from the projection. */
export function AdmitForm({
  meeting,
  nations,
  close,
}: {
  meeting: Meeting;
  nations: string[];
  close: () => void;
}) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  const all = useQuery(nationsOptions).data ?? [];
  const [nation, setNation] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [capacity, setCapacity] = useState<string>("member");
  const effect = useQuery({
    ...recordOptions<{ hides: number; words: string }>(
      "meeting",
      `/meetings/${meeting.id}/attendance/effect`,
      { nation },
    ),
    enabled: nation !== null,
  });
  const act = useAct(
    () => api.post(`/meetings/${meeting.id}/attendance`, { nation, person_name: name.trim(), capacity }),
    ["meeting"],
    close,
  );
  const errors = useFieldErrors(act.error, { nation, person_name: name, capacity });
  const codes = [...nations, ...all.map((each) => each.code).filter((each) => !nations.includes(each))];
  return (
    <Form
      className={css.form}
      action={t("attendance.add")}
      send={() => nation && name.trim() && act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
    >
      <Select
        label={t("attendance.nation")}
        required
        searchable
        value={nation}
        error={errors.nation}
        onChange={setNation}
        data={codes.map((value) => ({ value, label: names(value) }))}
      />
      {nation && (
        <span className={(effect.data?.value.hides ?? 0) > 0 ? css.effect : "muted small"} aria-live="polite">
          {effect.data?.value.words ?? t("attendance.effect.checking")}
        </span>
      )}
      <TextInput
        label={t("attendance.name")}
        required
        value={name}
        error={errors.person_name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        label={t("attendance.capacity")}
        allowDeselect={false}
        value={capacity}
        onChange={(value) => value && setCapacity(value)}
        data={CAPACITIES.map((value) => ({ value, label: code("capacity", value) }))}
      />
    </Form>
  );
}
