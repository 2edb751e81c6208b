import { Textarea } from "@mantine/core";
import { api } from "@/shared/api/client";
import type { LabelView } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { ReadableWords } from "@/shared/label/readable";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";

interface Props {
  itemId: string;
  label: LabelView;
  done: () => void;
}

/** One paragraph of progress on a tasking, for all who read the tasking, wherever it stands. */
export function ProgressForm({ itemId, label, done }: Props) {
  const t = useT();
  const draft = useDraft(`progress:${itemId}`, "", () => label.level);
  const act = useAct(
    (body: { text: string }) => api.post(`/taskings/${itemId}/progress`, body),
    ["item"],
    () => {
      draft.forget();
      done();
    },
  );
  const send = () => {
    if (draft.value.trim()) act.mutate({ text: draft.value.trim() });
  };
  return (
    <Form action={t("item.act.progress")} send={send} close={done} error={act.error} busy={act.isPending}>
      <Textarea
        label={t("item.progress.text")}
        description={<ReadableWords label={label} nations={[]} />}
        value={draft.value}
        onChange={(event) => draft.setValue(event.currentTarget.value)}
        autoFocus
        required
      />
    </Form>
  );
}
