import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ImpreciseDate, ShownDate } from "@/shared/api/types";
import { showDate, today } from "@/shared/dates/show";
import { readDate } from "@/shared/dates/typed";
import { useT } from "@/shared/i18n";

interface Props {
  label: string;
  value: ImpreciseDate | null;
  onChange: (date: ImpreciseDate | null) => void;
  error?: string;
  required?: boolean;
  description?: string;
}

/** A date as people type it, with what was understood beside it. */
export function DateField({ label, value, onChange, error, required, description }: Props) {
  const t = useT();
  const [typed, setTyped] = useState(value?.value ?? "");
  const known = value?.value ?? "";
  useEffect(() => {
    setTyped((before) => ((readDate(before, today())?.value ?? "") === known ? before : known));
  }, [known]);
  const understood = readDate(typed, today());
  const words = understood
    ? t("date.understood", { date: showDate(understood, true) ?? t("date.unknown") })
    : typed.trim()
      ? t("date.notUnderstood")
      : (description ?? t("date.hint"));
  return (
    <TextInput
      label={label}
      description={<span aria-live="polite">{words}</span>}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={typed}
      required={required}
      error={error}
      autoComplete="off"
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        onChange(readDate(next, today()));
      }}
    />
  );
}

/** A due date with what it means today: "30 Jun · in 9 days". */
export function Due({ date }: { date: ShownDate }) {
  const t = useT();
  const words = showDate(date);
  return words ? (
    <span className="number nowrap">{words}</span>
  ) : (
    <span className="muted nowrap">{t("date.unknown")}</span>
  );
}
