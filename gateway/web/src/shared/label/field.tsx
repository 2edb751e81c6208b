import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import type { LabelInput } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import css from "@/shared/label/label.module.css";
import { ReadableWords, useExplained } from "@/shared/label/readable";
import { late } from "@/shared/ui/late";
import { usePolicy } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

const [Editor, useEditor] = late(async () => (await import("@/shared/label/editor")).LabelEditor);

interface Props {
  value: LabelInput;
  onChange: (label: LabelInput) => void;
  /** The nations that this record concerns: named among the readers, or among those who are not. */
  nations: string[];
  /** Nations or contexts that may own it. */
  owners?: string[];
  legend?: string;
  /** It begins with its parts open, and the focus in the marking. */
  unfolded?: boolean;
}

/** The label of what is being written, and in words who will read it; typed as a marking or chosen by its parts. */
export function LabelField({ value, onChange, nations, owners = nations, legend, unfolded = false }: Props) {
  const t = useT();
  const policy = usePolicy();
  useEditor();
  const [open, setOpen] = useState(unfolded);
  const [asked, setAsked] = useState(false);
  // What is typed and no label yet has neither marking nor readers, and is not left behind.
  const [pending, setPending] = useState(false);
  const field = useRef<HTMLFieldSetElement>(null);
  const explained = useExplained(value, nations);
  // What breaks a rule has no marking: that of the choice before it is not shown in its place.
  const known = explained.error ? undefined : explained.data;
  const chip = {
    backgroundColor: known?.colour,
    color: known?.text_colour ?? levelText(policy, value.level),
  };
  const unfold = () => {
    if (open && pending) field.current?.querySelector<HTMLInputElement>("[role=combobox]")?.focus();
    else setOpen(!open);
  };
  return (
    <fieldset className={css.field} ref={field}>
      <legend>{legend ?? t("label.legend")}</legend>
      <div className={css.summary}>
        {known && !pending && (
          <>
            <span className={css.chip} style={chip}>
              {known.banner}
            </span>
            <span className={css.portion}>{known.portion}</span>
          </>
        )}
        <span className={css.readable} aria-live="polite">
          {pending ? (
            t("label.pending")
          ) : explained.error ? null : (
            <ReadableWords label={known} nations={nations} />
          )}
        </span>
        <Button
          variant="subtle"
          aria-expanded={asked && !pending}
          disabled={pending}
          onClick={() => setAsked(!asked)}
        >
          {t("label.why")}
        </Button>
        <Button variant="subtle" aria-expanded={open} onClick={unfold}>
          {open ? t("label.done") : t("label.change")}
        </Button>
      </div>
      {explained.error ? <ProblemNotice error={explained.error} compact /> : null}
      {(open || asked) && (
        <Editor
          {...{ value, onChange, known, nations, owners, open, asked, unfolded }}
          error={explained.error}
          pending={pending}
          onPending={setPending}
        />
      )}
    </fieldset>
  );
}

function levelText(policy: ReturnType<typeof usePolicy>, level: string): string {
  return policy?.levels.find(({ name }) => name === level)?.text_colour ?? "#ffffff";
}
