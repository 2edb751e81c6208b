import { Button, Textarea, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import { fieldErrors } from "@/shared/api/problem";
import type { Loaded } from "@/shared/api/queries";
import type { ImpreciseDate, Item } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { useT } from "@/shared/i18n";
import { Conflict, differences } from "@/shared/ui/conflict";
import { ProblemNotice } from "@/shared/ui/problem";
import { changed, useVersioned } from "@/shared/ui/versioned";

interface Words {
  title: string;
  text: string;
  due: ImpreciseDate;
}
const wordsOf = ({ title, text, due }: Item): Words => ({ title, text, due });

/** Changes the words of a tasking that is not agreed yet. Somebody else's change is shown, never overwritten. */
export function AmendTasking({
  loaded,
  close,
  saved,
}: {
  loaded: Loaded<Item>;
  close: () => void;
  saved?: () => void;
}) {
  const t = useT();
  const form = useVersioned({
    path: `/taskings/${loaded.value.id}`,
    loaded,
    wordsOf,
    bodyOf: changed,
    touches: ["item", "meeting"],
    done: () => {
      saved?.();
      close();
    },
  });
  const { mine, set, theirs } = form;
  const errors = fieldErrors(form.error);
  const labels = { title: t("item.act.amend.title"), text: t("item.act.amend.text"), due: t("item.due") };
  if (theirs) {
    return <Conflict fields={differences(mine, theirs, labels)} resolve={form.resolve} cancel={close} />;
  }
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        form.send();
      }}
    >
      <TextInput
        label={labels.title}
        required
        autoFocus
        value={mine.title}
        error={errors.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label={labels.text}
        value={mine.text}
        error={errors.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <DateField
        label={labels.due}
        value={mine.due}
        error={errors.due}
        onChange={(due) => due && set({ due })}
      />
      {loaded.value.standing === "provisional" && <p className="muted small">{t("minutes.amend.again")}</p>}
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
