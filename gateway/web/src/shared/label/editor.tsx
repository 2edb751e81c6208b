import { Button } from "@mantine/core";
import { useState } from "react";
import { fieldErrors } from "@/shared/api/problem";
import type { LabelInput, LabelView } from "@/shared/api/types";
import { MoreMessages, useT } from "@/shared/i18n";
import { labels } from "@/shared/i18n/en/labels";
import css from "@/shared/label/editor.module.css";
import { LabelInputs } from "@/shared/label/inputs";
import { TypedMarking } from "@/shared/label/typed";
import { Why } from "@/shared/label/why";

export interface EditorProps {
  value: LabelInput;
  onChange: (label: LabelInput) => void;
  known: LabelView | undefined;
  error: unknown;
  nations: string[];
  owners: string[];
  pending: boolean;
  onPending: (pending: boolean) => void;
  /** Whether its parts are being changed, and whether it is told who reads it and why. */
  open: boolean;
  asked: boolean;
  /** Whether the marking takes the focus at once. */
  unfolded: boolean;
}

/** What a label field unfolds: the marking as typed, the parts to choose, who reads it and why. */
export function LabelEditor(props: EditorProps) {
  return (
    <MoreMessages words={labels}>
      {props.open && <Change {...props} />}
      {props.asked && !props.pending && (
        <Why value={props.value} known={props.known} nations={props.nations} />
      )}
    </MoreMessages>
  );
}

/** Typed or built, both in step; each step can be taken back, up to how the label was when it was opened. */
function Change({ value, onChange, known, error, nations, owners, onPending, unfolded }: EditorProps) {
  const t = useT();
  const [before, setBefore] = useState<LabelInput[]>([]);
  const [round, setRound] = useState(0);
  const change = (next: LabelInput) => {
    setBefore((steps) => [...steps.slice(-100), value]);
    onChange(next);
  };
  const back = (steps: number) => {
    const found = before.at(-steps);
    if (!found) return;
    setBefore(before.slice(0, -steps));
    setRound(round + 1);
    onChange(found);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the fields in it
    <div
      className={css.editor}
      onKeyDown={(event) => {
        const empty =
          !(event.target instanceof HTMLInputElement) || event.target.readOnly || !event.target.value;
        if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || !empty) return;
        event.preventDefault();
        back(1);
      }}
    >
      <TypedMarking
        key={round}
        {...{ value, known, nations, onPending }}
        autoFocus={unfolded && round === 0}
        onChange={change}
      />
      <LabelInputs value={value} onChange={change} owners={owners} errors={fieldErrors(error)} />
      {before.length > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => back(before.length)}>
          {t("label.reset")}
        </Button>
      )}
    </div>
  );
}
