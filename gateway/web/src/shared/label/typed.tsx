import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import type { LabelInput, LabelView } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useSuggestions, useTyped } from "@/shared/label/asks";
import { inputOf } from "@/shared/label/banner";
import css from "@/shared/label/editor.module.css";
import { Offers, useOffers } from "@/shared/label/offers";
import { pieces, sameLabel, stepped, type Typed, taken } from "@/shared/label/typed-text";
import { Wrong } from "@/shared/label/wrong";

interface Props {
  value: LabelInput;
  onChange: (label: LabelInput) => void;
  /** The label as it stands, explained: its banner is what is shown until somebody types. */
  known: LabelView | undefined;
  nations: string[];
  /** Tells whether what is typed is no label: then nothing may be sent under the one before it. */
  onPending: (pending: boolean) => void;
  autoFocus: boolean;
}

/** The label as a marking that can be typed: it becomes the label as soon as it is valid. */
export function TypedMarking({ value, onChange, known, nations, onPending, autoFocus }: Props) {
  const t = useT();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // The label as it is known here: what this field made of it, or what it was given.
  const mine = useRef(value);
  const under = useRef<HTMLSpanElement>(null);
  // What is being typed, behind each text before it; empty while the field shows the label.
  const [history, setHistory] = useState<Typed[]>([]);
  const [focused, setFocused] = useState(false);
  const typed = history.at(-1) ?? null;
  const text = typed?.text ?? known?.banner ?? "";
  const answer = useTyped(typed?.text ?? null, value.policy);
  // Those at the table when it was opened come first: the order does not change under who types.
  const [first] = useState(nations);
  const items = useSuggestions(focused && typed ? text : null, typed?.at ?? 0, value.policy, first);
  const reading = answer.data;
  const made = reading && reading.unsettable.length === 0 ? reading.label : null;
  const pending = typed !== null && !made;
  const type = (next: Typed) => setHistory((before) => stepped(before, next));
  const offers = useOffers(`${id}-offers`, items, (offer) => typed && type(taken(typed, offer)));
  // What can still become valid is not wrong yet, only not ended.
  const wrong = typed && reading && !made && !(offers.opened && items.length > 0) ? reading : null;

  // A valid marking becomes the label once, as soon as it is read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is read anew changes the label
  useEffect(() => {
    if (!made) return;
    mine.current = inputOf(made);
    if (!sameLabel(mine.current, value)) onChange(mine.current);
  }, [made]);
  // Whatever else changes the label is what the field then shows.
  useEffect(() => {
    if (!sameLabel(mine.current, value)) setHistory([]);
    mine.current = value;
  }, [value]);
  useEffect(() => {
    onPending(pending);
    return () => onPending(false);
  }, [pending, onPending]);
  // A form is not sent while its marking is none: the browser says so at the field.
  useLayoutEffect(() => {
    input.current?.setCustomValidity(pending ? t("label.pending") : "");
  });
  useLayoutEffect(() => {
    if (typed && document.activeElement === input.current)
      input.current?.setSelectionRange(typed.at, typed.at);
  }, [typed]);

  const back = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || !typed)
      return;
    event.preventDefault();
    event.stopPropagation();
    setHistory(history.slice(0, -1));
  };
  return (
    <div>
      <TextInput
        ref={input}
        autoFocus={autoFocus}
        {...offers.aria}
        label={t("label.typed")}
        description={t("label.typed.hint")}
        classNames={{ input: css.input }}
        spellCheck={false}
        autoComplete="off"
        maxLength={2000}
        value={text}
        error={Boolean(wrong)}
        aria-describedby={`${id}-wrong`}
        data-half-typed={pending || undefined}
        inputContainer={(children) => (
          <span className={css.box}>
            {children}
            <span className={css.under} ref={under} aria-hidden="true">
              {pieces(text, wrong && !wrong.instead ? wrong.errors : []).map((piece, number) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no name but its place
                <span key={number} data-wrong={piece.wrong || undefined}>
                  {piece.text}
                </span>
              ))}
            </span>
            {offers.opened && (
              <Offers
                id={`${id}-offers`}
                name={t("label.typed.next")}
                offers={items}
                at={offers.at}
                take={(offer) => typed && type(taken(typed, offer))}
              />
            )}
          </span>
        )}
        onScroll={({ currentTarget }) => under.current?.scrollTo({ left: currentTarget.scrollLeft })}
        onChange={({ currentTarget }) => {
          // What was shown stands behind the first change, to go back to.
          if (!typed) type({ text, at: text.length });
          type({ text: currentTarget.value, at: currentTarget.selectionStart ?? currentTarget.value.length });
          offers.open();
        }}
        onSelect={({ currentTarget: { selectionStart, selectionEnd, value: shown } }) => {
          // The caret goes where the person puts it; that is no change to take back.
          if (typed && shown === typed.text && selectionStart === selectionEnd && selectionStart !== typed.at)
            setHistory([...history.slice(0, -1), { ...typed, at: selectionStart ?? shown.length }]);
        }}
        onKeyDown={(event) => {
          if (!typed && event.key === "ArrowDown")
            type({ text, at: input.current?.selectionStart ?? text.length });
          if (!offers.keys(event)) back(event);
        }}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          offers.close();
          if (made && sameLabel(inputOf(made), value)) setHistory([]);
        }}
      />
      <span className="hidden-text" role="status">
        {focused && offers.opened ? t("label.typed.offers", { count: items.length }) : ""}
      </span>
      <div id={`${id}-wrong`} className={css.errors} aria-live="polite">
        <Wrong
          typed={typed?.text ?? ""}
          reading={wrong}
          error={typed ? answer.error : null}
          retry={() => void answer.refetch()}
          use={(marking) => {
            type({ text: marking, at: marking.length });
            input.current?.focus();
          }}
        />
      </div>
    </div>
  );
}
