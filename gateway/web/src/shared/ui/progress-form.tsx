import { Button, Textarea } from "@mantine/core";
import type { FormEvent } from "react";
import { api } from "@/shared/api/client";
import type { LabelInput, LabelView } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { addedBy } from "@/shared/label/banner";
import { ReadableWords } from "@/shared/label/readable";
import { useAct } from "@/shared/ui/act";
import { useMyNation } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

interface Props {
  itemId: string;
  label: LabelView;
  done: () => void;
}

/** One paragraph of progress on a tasking, under the tasking's own label, wherever the tasking stands. */
export function ProgressForm({ itemId, label, done }: Props) {
  const t = useT();
  const nation = useMyNation();
  const draft = useDraft(`progress:${itemId}`, "", () => label.level);
  const act = useAct(
    (body: { text: string; label: LabelInput }) => api.post(`/taskings/${itemId}/progress`, body),
    ["item"],
    () => {
      draft.forget();
      done();
    },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (draft.value.trim()) act.mutate({ text: draft.value.trim(), label: addedBy(nation, label) });
  };
  return (
    <form className="stack" onSubmit={send}>
      <Textarea
        label={t("item.progress.text")}
        description={<ReadableWords label={label} nations={[]} />}
        value={draft.value}
        onChange={(event) => draft.setValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") done();
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
        }}
        autoFocus
        required
      />
      {act.error ? <ProblemNotice error={act.error} compact /> : null}
      <div className="row">
        <Button type="submit" loading={act.isPending}>
          {t("item.act.progress")}
        </Button>
        <Button variant="default" onClick={done}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}
