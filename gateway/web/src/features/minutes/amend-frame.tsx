import { Button } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import css from "@/features/minutes/minutes.module.css";
import { useT } from "@/shared/i18n";
import { Conflict, differences } from "@/shared/ui/conflict";
import { ProblemNotice } from "@/shared/ui/problem";

interface Versioned<Words> {
  mine: Words;
  theirs: Words | null;
  error: unknown;
  busy: boolean;
  send: () => void;
  resolve: (keep: Set<string>) => void;
}

interface Props<Words> {
  name: string;
  form: Versioned<Words>;
  /** The fields by name, for the choice between two versions. */
  labels: Partial<Record<keyof Words, string>>;
  close: () => void;
  children: ReactNode;
}

/** Around the fields of an amendment: what it means for those who have concurred, sending, and somebody else's version. */
export function AmendFrame<Words extends object>({ name, form, labels, close, children }: Props<Words>) {
  const t = useT();
  if (form.theirs) {
    const fields = differences(form.mine, form.theirs, labels);
    return <Conflict fields={fields} resolve={form.resolve} cancel={close} />;
  }
  return (
    <form
      className={css.form}
      aria-label={name}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        form.send();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      {children}
      <p className="muted small">{t("minutes.amend.again")}</p>
      {form.error ? <ProblemNotice error={form.error} compact /> : null}
      <div className="row">
        <Button type="submit" loading={form.busy}>
          {t("form.save")}
        </Button>
        <Button variant="default" onClick={close}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** Opens the form that changes what was recorded; nothing where the reader may not. `of` tells one from another. */
export function Amend({ of, run }: { of: string; run?: () => void }) {
  const t = useT();
  if (!run) return null;
  return (
    <Button variant="subtle" size="compact-xs" className="screen-only" onClick={run}>
      {t("room.change")}
      <span className="hidden-text"> {of}</span>
    </Button>
  );
}
