import { Button } from "@mantine/core";
import type { FormEvent, KeyboardEvent, ReactNode } from "react";
import { useT } from "@/shared/i18n";
import { Conflict, differences } from "@/shared/ui/conflict";
import { ProblemNotice } from "@/shared/ui/problem";

interface FormProps {
  /** Its name for assistive technology, where no heading says it. */
  name?: string;
  className?: string;
  /** What the act is called, on its button. */
  action: string;
  send: () => void;
  /** Gives it up; none where what stands around the form does that. */
  close?: () => void;
  /** Forgets what was entered, where "Cancel" is to do so; Escape keeps it. */
  forget?: () => void;
  /** Giving up, where "Cancel" would be taken for the act. */
  back?: string;
  error: unknown;
  busy: boolean;
  /** Whether what was entered can be sent. */
  ready?: boolean;
  /** Whether it began with words that were kept on this device. */
  restored?: boolean;
  color?: string;
  /** Beside the buttons: what is still missing. */
  note?: ReactNode;
  children: ReactNode;
}

/** Around the fields of an act: Ctrl Enter sends, Escape gives up, a problem stands above the buttons. */
export function Form({ className = "stack", ready = true, ...props }: FormProps) {
  const { name, action, send, close, forget, back, error, busy, restored, color, note, children } = props;
  const t = useT();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) send();
  };
  const keys = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === "Escape" && givesUp(event)) close?.();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
  };
  return (
    <form className={className} aria-label={name} onSubmit={submit} onKeyDown={keys}>
      {children}
      {error ? <ProblemNotice error={error} compact /> : null}
      <div className="row">
        <Button type="submit" loading={busy} disabled={!ready} color={color}>
          {action}
        </Button>
        {close && (
          <Button
            variant="default"
            onClick={() => {
              forget?.();
              close();
            }}
          >
            {back ?? t("form.cancel")}
          </Button>
        )}
        {note && <span className="muted small">{note}</span>}
        {restored && <span className="muted small">{t("form.draft")}</span>}
      </div>
    </form>
  );
}

/** Whether a field has its list of choices open: Escape then closes that, not the form. */
const listsOpen = (field: Element): boolean =>
  field.getAttribute("aria-haspopup") === "listbox" && field.hasAttribute("aria-controls");

/** Whether Escape gives a form up: not from an open list, and not where a field holds what is only half typed
 * and no draft would keep; that field is shown instead. */
export function givesUp(event: KeyboardEvent<HTMLElement>): boolean {
  if (listsOpen(event.target as Element)) return false;
  const half = event.currentTarget.querySelector<HTMLElement>("[data-half-typed]");
  half?.focus();
  return !half;
}

interface Versioned<Words> {
  mine: Words;
  theirs: Words | null;
  error: unknown;
  busy: boolean;
  send: () => void;
  resolve: (keep: Set<string>) => void;
  restored: boolean;
  forget: () => void;
}

interface VersionedProps<Words> {
  name?: string;
  className?: string;
  form: Versioned<Words>;
  /** The fields by name, for the choice between two versions. */
  labels: Partial<Record<keyof Words, string>>;
  close: () => void;
  children: ReactNode;
}

/** Around the fields of a change (`useVersioned`): somebody else's version is shown beside mine, never overwritten. */
export function VersionedForm<Words extends object>({ form, labels, ...around }: VersionedProps<Words>) {
  const t = useT();
  if (form.theirs) {
    const fields = differences(form.mine, form.theirs, labels);
    return <Conflict fields={fields} resolve={form.resolve} cancel={around.close} />;
  }
  const { send, error, busy, restored, forget } = form;
  return <Form {...around} {...{ send, error, busy, restored, forget }} action={t("form.save")} />;
}
