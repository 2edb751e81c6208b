import { TextInput } from "@mantine/core";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ImpreciseDate } from "@/shared/api/types";
import { type Asked, faultOf, spelt } from "@/shared/dates/fault";
import { showDate, today } from "@/shared/dates/show";
import { readDate } from "@/shared/dates/typed";
import { useT } from "@/shared/i18n";

interface Props extends Asked {
  label: string;
  value: ImpreciseDate | null;
  onChange: (date: ImpreciseDate | null) => void;
  error?: string;
  description?: string;
}

/**
 * A date as people type it, with what was understood beside it. Words that are no date, or not one that fits, stay as
 * they were typed and keep the form from being sent; once the person leaves the field it says why.
 */
export function DateField({ label, value, onChange, error, description, ...asked }: Props) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const known = spelt(value);
  const [typed, setTyped] = useState(known);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    setTyped((before) => (spelt(readDate(before, today())) === known ? before : known));
  }, [known]);
  const understood = readDate(typed, today());
  const fault = faultOf(typed, today(), asked);
  const refused = fault ? t(fault, { date: showDate(asked.notBefore ?? null) ?? "" }) : "";
  // Before the next key is taken: Ctrl Enter sends at once.
  useLayoutEffect(() => field.current?.setCustomValidity(refused), [refused]);
  const words = understood
    ? t("date.understood", { date: showDate(understood, true) ?? t("date.unknown") })
    : typed.trim()
      ? t("date.notUnderstood")
      : (description ?? t("date.hint"));
  const said = !typing && refused;
  return (
    <TextInput
      ref={field}
      label={label}
      description={said && !understood ? undefined : <span aria-live="polite">{words}</span>}
      inputWrapperOrder={["label", "input", "description", "error"]}
      value={typed}
      required={asked.required}
      error={said || error}
      autoComplete="off"
      onBlur={() => setTyping(false)}
      onInvalid={(event) => {
        setTyping(false);
        // The field itself says it: the browser's own words would stand over these.
        if (!refused) return;
        event.preventDefault();
        const { form } = event.currentTarget;
        if (form?.querySelector("input:invalid, textarea:invalid") === event.currentTarget)
          event.currentTarget.focus();
      }}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        setTyping(true);
        onChange(readDate(next, today()));
      }}
    />
  );
}
