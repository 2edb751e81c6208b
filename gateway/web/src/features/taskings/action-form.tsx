import { DelegateForm } from "@/features/taskings/delegate-form";
import { SubstituteForm } from "@/features/taskings/substitute-form";
import css from "@/features/taskings/taskings.module.css";
import type { ItemAct } from "@/features/taskings/why-not";
import { WordsForm } from "@/features/taskings/words-form";
import { api } from "@/shared/api/client";
import type { Loaded } from "@/shared/api/queries";
import type { Item } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { AmendTasking } from "@/shared/ui/amend-tasking";
import { ProgressForm } from "@/shared/ui/progress-form";
import { useUndo } from "@/shared/ui/undo";

interface Props {
  loaded: Loaded<Item>;
  act: ItemAct;
  close: () => void;
}

/** The form of one act, in place below the title. */
export function ActionForm(props: Props) {
  return (
    <section className={css.form}>
      <FormOf {...props} />
    </section>
  );
}

function FormOf({ loaded, act, close }: Props) {
  const t = useT();
  const item = loaded.value;
  const undo = useUndo();
  const path = `/taskings/${item.id}`;
  const words = (label: string, send: (text: string) => Promise<unknown>, note?: string) => (
    <WordsForm
      level={item.label.level}
      name={`${act}:${item.id}`}
      label={label}
      note={note}
      action={t(`item.act.${act}`)}
      send={send}
      close={close}
    />
  );
  switch (act) {
    case "progress":
      return <ProgressForm itemId={item.id} label={item.label} done={close} />;
    case "answer":
      return (
        <WordsForm
          level={item.label.level}
          name={`answer:${item.id}`}
          label={t("item.act.answer.text")}
          note={t("item.act.answer.note")}
          action={t("item.act.answer")}
          extra={(item.children ?? []).length > 0 ? t("item.act.answer.children") : undefined}
          send={(text, more) =>
            api.post(`${path}/answer`, { text, ...(more ? { children_decision: more } : {}) })
          }
          close={close}
        />
      );
    case "adjudicate":
      return words(
        t("item.act.adjudicate.text"),
        (text) => api.post(`/escalations/${item.id}/adjudicate`, { text }),
        t("item.act.adjudicate.note"),
      );
    case "escalate":
      return words(t("item.act.escalate.question"), (question) => api.post(`${path}/escalate`, { question }));
    case "close":
      return words(t("item.act.close.text"), (text) => api.post(`${path}/close`, { text }));
    case "reopen":
      return words(t("item.act.reopen.reason"), (reason) => api.post(`${path}/reopen`, { reason }));
    case "delegate":
      return <DelegateForm item={item} close={close} />;
    case "substitute":
      return <SubstituteForm loaded={loaded} close={close} />;
    case "amend":
      return (
        <AmendTasking
          loaded={loaded}
          close={close}
          saved={() => undo.done({ words: t("item.saved", { ref: item.ref }) })}
        />
      );
  }
}
