import { Textarea } from "@mantine/core";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";

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
  const words = draft.value.text.trim();
  const { form } = useDrafted(draft, () => send(words, draft.value.extra.trim()), ["item"], close);
  return (
    <Form action={action} {...form} ready={words !== ""} close={close}>
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
    </Form>
  );
}
