import { ActionIcon, NativeSelect, Textarea, UnstyledButton } from "@mantine/core";
import { type ClipboardEvent, type CSSProperties, type KeyboardEvent, useId, useRef, useState } from "react";
import css from "@/features/information/sheet.module.css";
import { type Block, PORTION_KINDS, type PortionKind } from "@/features/information/types";
import { kindOf } from "@/features/information/writing";
import type { LabelInput } from "@/shared/api/types";
import { useCode, useList, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { ReadableWords, useExplained } from "@/shared/label/readable";
import { givesUp } from "@/shared/ui/form";
import { Icon } from "@/shared/ui/icon";
import { useNames } from "@/shared/ui/names";

export interface Acts {
  edit: (part: Partial<Omit<Block, "key">>) => void;
  divide: (caret: number) => void;
  move: (step: -1 | 1, caret: number) => void;
  deepen: (step: -1 | 1) => void;
  paste: (range: [number, number], text: string) => boolean;
  remove: () => void;
  /** Goes to the paragraph before or behind; whether there is one. */
  leave: (step: -1 | 1) => boolean;
}

interface Props {
  block: Block;
  number: number;
  of: number;
  acts: Acts;
  field: (key: string, field: HTMLTextAreaElement | null) => void;
  title: LabelInput;
  nations: string[];
  owners: string[];
  error: string | undefined;
}

/** A paragraph as it is written: its mark before it, and below it who can read it. */
export function BlockRow({ block, number, of, acts, field, title, nations, owners, error }: Props) {
  const t = useT();
  const code = useCode();
  const id = useId();
  const [labels, setLabels] = useState(false);
  const label = block.label ?? title;
  const { data: known, error: fault } = useExplained(label, nations);
  const shown = fault ? undefined : known;
  usePageLabels([block.text ? shown : null]);
  const mark = shown?.portion ?? "…";
  const words = useRef<HTMLTextAreaElement>(null);
  // Alt L goes to the label, and from it back to the words; so do Enter and Escape from the marking.
  const keys = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    const marking = labels && event.target !== words.current && event.target instanceof HTMLInputElement;
    const leaves = marking && !event.defaultPrevented && ["Enter", "Escape"].includes(event.key);
    const asked = event.altKey && event.code === "KeyL";
    if (!asked && !(leaves && !event.ctrlKey && !event.metaKey)) return;
    if (labels && !givesUp(event)) return;
    event.preventDefault();
    event.stopPropagation();
    setLabels(!labels);
    if (labels) words.current?.focus();
  };
  const small = (name: "up" | "down", step: -1 | 1, disabled: boolean) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t(`writing.${name}`, { number })}
      disabled={disabled}
      onClick={() => acts.move(step, 0)}
    >
      <Icon name={name} />
    </ActionIcon>
  );
  return (
    <fieldset
      className={css.block}
      data-kind={block.kind}
      style={{ "--depth": block.depth } as CSSProperties}
      onKeyDown={keys}
    >
      <legend className="hidden-text">{t("writing.paragraph", { number })}</legend>
      <UnstyledButton
        className={css.mark}
        aria-expanded={labels}
        aria-label={t("writing.label", { number, mark })}
        onClick={() => setLabels(!labels)}
      >
        {mark}
      </UnstyledButton>
      <div className={css.words}>
        <Textarea
          ref={(element) => {
            words.current = element;
            field(block.key, element);
          }}
          variant="unstyled"
          autosize
          minRows={1}
          classNames={{ input: css.input }}
          aria-label={t("writing.paragraph", { number })}
          aria-describedby={`${id}-readers`}
          placeholder={t("writing.placeholder")}
          maxLength={20_000}
          value={block.text}
          error={error}
          onChange={({ currentTarget }) => acts.edit({ text: currentTarget.value })}
          onKeyDown={(event) => keysOf(event, block, acts)}
          onPaste={(event: ClipboardEvent<HTMLTextAreaElement>) => {
            const { selectionStart, selectionEnd } = event.currentTarget;
            if (acts.paste([selectionStart, selectionEnd], event.clipboardData.getData("text/plain")))
              event.preventDefault();
          }}
        />
        <div id={`${id}-readers`} className={css.readers}>
          <ReadableWords label={shown} nations={nations} />
          {!block.label && <span className="muted"> ({t("writing.as.title")})</span>}
          <Beyond label={shown?.readable_by?.nations} title={title} nations={nations} />
        </div>
        {labels && (
          <div className={css.label}>
            <LabelField
              value={label}
              unfolded
              onChange={(next) => acts.edit({ label: next })}
              legend={t("writing.label.legend", { number })}
              {...{ nations, owners }}
            />
            {block.label && (
              <UnstyledButton className="link small" onClick={() => acts.edit({ label: null })}>
                {t("writing.label.title")}
              </UnstyledButton>
            )}
          </div>
        )}
      </div>
      <div className={css.tools}>
        <NativeSelect
          size="xs"
          variant="unstyled"
          aria-label={t("writing.kind", { number })}
          data={PORTION_KINDS.map((value) => ({ value, label: code("portion.kind", value) }))}
          value={block.kind}
          onChange={({ currentTarget }) => acts.edit({ kind: currentTarget.value as PortionKind })}
        />
        {small("up", -1, number === 1)}
        {small("down", 1, number === of)}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("writing.remove", { number })}
          onClick={acts.remove}
        >
          ×
        </ActionIcon>
      </div>
    </fieldset>
  );
}

/** Whom a label names in vain: they do not see the title, and so nothing of the item. */
function Beyond({
  label,
  title,
  nations,
}: {
  label: string[] | undefined;
  title: LabelInput;
  nations: string[];
}) {
  const t = useT();
  const names = useNames();
  const list = useList();
  const over = useExplained(title, nations).data;
  const seeing = [...(over?.readable_by?.nations ?? []), ...(over?.display_only ?? [])];
  const beyond = over ? (label ?? []).filter((nation) => !seeing.includes(nation)) : [];
  if (beyond.length === 0) return null;
  return <strong className={css.beyond}> {t("writing.beyond", { who: list(beyond.map(names)) })}</strong>;
}

function keysOf(event: KeyboardEvent<HTMLTextAreaElement>, block: Block, acts: Acts): void {
  if (event.nativeEvent.isComposing) return;
  const { selectionStart: start, selectionEnd: end } = event.currentTarget;
  const handled = act();
  if (handled) event.preventDefault();

  function act(): boolean {
    if (event.altKey) return withAlt();
    if (event.ctrlKey || event.metaKey) return false;
    if (event.key === "Enter" && !event.shiftKey) acts.divide(end);
    else if (event.key === "Backspace" && block.text === "" && block.kind === "paragraph") acts.remove();
    else if (event.key === "Backspace" && end === 0 && block.kind !== "paragraph")
      acts.edit({ kind: "paragraph" });
    else if (event.key === "ArrowUp" && end === 0 && !event.shiftKey) return acts.leave(-1);
    else if (event.key === "ArrowDown" && start === block.text.length && !event.shiftKey)
      return acts.leave(1);
    else return false;
    return true;
  }

  function withAlt(): boolean {
    const { key, code, shiftKey } = event;
    const kind = /^Digit[1-4]$/.test(code) ? kindOf(code.slice(-1)) : undefined;
    if (kind) acts.edit({ kind });
    else if (!shiftKey && (key === "ArrowUp" || key === "ArrowDown"))
      acts.move(key === "ArrowUp" ? -1 : 1, end);
    else if (shiftKey && (key === "ArrowLeft" || key === "ArrowRight"))
      acts.deepen(key === "ArrowLeft" ? -1 : 1);
    else return false;
    return true;
  }
}
