import { Textarea } from "@mantine/core";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { type Known, mentionAt } from "@/shared/capture/capture";
import css from "@/shared/capture/capture.module.css";
import { type Sought, type Suggestion, suggest } from "@/shared/capture/suggest";
import { useT } from "@/shared/i18n";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  known: Known;
  sought: Sought;
  error?: string;
  autoFocus?: boolean;
  description?: ReactNode;
  inputRef?: Ref<HTMLTextAreaElement>;
}

/** A line in which `@` offers forums and nations, below the line and never over it. */
export function CaptureField({
  label,
  value,
  onChange,
  known,
  sought,
  error,
  autoFocus,
  description,
  inputRef,
}: Props) {
  const t = useT();
  const id = useId();
  const own = useRef<HTMLTextAreaElement | null>(null);
  const pending = useRef<number | null>(null);
  const [caret, setCaret] = useState(0);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(false);
  const mention = closed ? null : mentionAt(value, caret);
  const options = mention ? suggest(mention.word, known, sought) : [];
  const chosen = options[Math.min(at, options.length - 1)];

  // Before the next key is taken: a fast typist goes on right behind what was completed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is placed when the words have changed
  useLayoutEffect(() => {
    if (pending.current !== null) own.current?.setSelectionRange(pending.current, pending.current);
    pending.current = null;
  }, [value]);

  const take = (option: Suggestion) => {
    if (!mention) return;
    const next = `${value.slice(0, mention.from)}${option.insert} ${value.slice(caret)}`;
    const place = mention.from + option.insert.length + 1;
    onChange(next);
    setAt(0);
    setCaret(place);
    pending.current = place;
  };
  const keys = (event: KeyboardEvent) => {
    if (options.length === 0 || !chosen || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      setClosed(true);
    }
  };
  return (
    <div>
      <Textarea
        ref={(element) => {
          own.current = element;
          if (typeof inputRef === "function") inputRef(element);
          else if (inputRef) inputRef.current = element;
        }}
        label={label}
        description={description ?? t("mention.hint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        value={value}
        error={error}
        minRows={1}
        data-autofocus={autoFocus || undefined}
        autoFocus={autoFocus}
        aria-haspopup="listbox"
        aria-controls={options.length > 0 ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={chosen ? `${id}-${chosen.insert}` : undefined}
        onChange={(event) => {
          onChange(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
          setClosed(false);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={keys}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t("mention.list")}
        className={css.list}
        hidden={options.length === 0}
      >
        {options.map((option) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the line above
          // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the line (aria-activedescendant)
          <div
            key={option.insert}
            id={`${id}-${option.insert}`}
            role="option"
            aria-selected={option === chosen}
            className={css.option}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(option)}
          >
            <strong>{option.insert}</strong> {option.name}
            <span className="muted"> {t(`mention.${option.kind}`)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
