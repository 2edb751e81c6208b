import { Button } from "@mantine/core";
import { useState } from "react";
import { fieldErrors } from "@/shared/api/problem";
import type { LabelInput } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { LabelInputs } from "@/shared/label/inputs";
import css from "@/shared/label/label.module.css";
import { ReadableWords, useExplained } from "@/shared/label/readable";
import { usePolicy } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

interface Props {
  value: LabelInput;
  onChange: (label: LabelInput) => void;
  /** The nations that this record concerns: named among the readers, or among those who are not. */
  nations: string[];
  /** Nations or contexts that may own it. */
  owners?: string[];
  legend?: string;
}

/** The label of what is being written, and in words who will read it. */
export function LabelField({ value, onChange, nations, owners = nations, legend }: Props) {
  const t = useT();
  const policy = usePolicy();
  const [open, setOpen] = useState(false);
  const explained = useExplained(value, nations);
  // What breaks a rule has no marking: that of the choice before it is not shown in its place.
  const known = explained.error ? undefined : explained.data;
  const chip = {
    backgroundColor: known?.colour,
    color: known?.text_colour ?? levelText(policy, value.level),
  };
  return (
    <fieldset className={css.field}>
      <legend>{legend ?? t("label.legend")}</legend>
      <div className={css.summary}>
        {known && (
          <span className={css.chip} style={chip}>
            {known.banner}
          </span>
        )}
        <span className={css.readable} aria-live="polite">
          {explained.error ? null : <ReadableWords label={known} nations={nations} />}
        </span>
        <Button variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t("label.done") : t("label.change")}
        </Button>
      </div>
      {explained.error ? <ProblemNotice error={explained.error} compact /> : null}
      {open && (
        <LabelInputs
          value={value}
          onChange={onChange}
          owners={owners}
          errors={fieldErrors(explained.error)}
        />
      )}
    </fieldset>
  );
}

function levelText(policy: ReturnType<typeof usePolicy>, level: string): string {
  return policy?.levels.find(({ name }) => name === level)?.text_colour ?? "#ffffff";
}
