import { Button, Textarea } from "@mantine/core";
import type { FormEvent } from "react";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { ProblemNotice } from "@/shared/ui/problem";

interface Props {
  /** Names the draft on this device. */
  name: string;
  label: string;
  /** Of what the words are about. */
  level: string;
  note?: string;
  action: string;
  /** Label of a second, optional field. */
  extra?: string;
  send: (text: string, extra: string) => Promise<unknown>;
  close: () => void;
}

/** An act that takes words: kept while they are typed, sent with Ctrl Enter, given up with Escape. */
export function WordsForm({ name, label, level, note, action, extra, send, close }: Props) {
  const t = useT();
  const draft = useDraft(name, { text: "", extra: "" }, () => level);
  const act = useAct(
    ({ text, extra: more }: typeof draft.value) => send(text.trim(), more.trim()),
    ["item"],
    () => {
      draft.forget();
      close();
    },
  );
  const submit = (event: FormEvent | React.KeyboardEvent) => {
    event.preventDefault();
    if (draft.value.text.trim()) act.mutate(draft.value);
  };
  return (
    <form
      className="stack"
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
      }}
    >
      <Textarea
        label={label}
        description={note}
        required
        autoFocus
        value={draft.value.text}
        onChange={(event) => draft.setValue({ ...draft.value, text: event.currentTarget.value })}
      />
      {extra && (
        <Textarea
          label={`${extra} (${t("form.optional")})`}
          value={draft.value.extra}
          onChange={(event) => draft.setValue({ ...draft.value, extra: event.currentTarget.value })}
        />
      )}
      {act.error ? <ProblemNotice error={act.error} compact /> : null}
      <div className="row">
        <Button type="submit" loading={act.isPending}>
          {action}
        </Button>
        <Button variant="default" onClick={close}>
          {t("form.cancel")}
        </Button>
        {draft.restored && <span className="muted small">{t("form.draft")}</span>}
      </div>
    </form>
  );
}
