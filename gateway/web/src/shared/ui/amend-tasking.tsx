import { Textarea, TextInput } from "@mantine/core";
import type { Loaded } from "@/shared/api/queries";
import type { ImpreciseDate, Item } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { useT } from "@/shared/i18n";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { VersionedForm } from "@/shared/ui/form";
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
  const { mine, set } = form;
  const errors = useFieldErrors(form.error, form.mine);
  const labels = { title: t("item.act.amend.title"), text: t("item.act.amend.text"), due: t("item.due") };
  return (
    <VersionedForm form={form} labels={labels} close={close}>
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
        required
        value={mine.due}
        error={errors.due}
        onChange={(due) => due && set({ due })}
      />
      {loaded.value.standing === "provisional" && <p className="muted small">{t("minutes.amend.again")}</p>}
    </VersionedForm>
  );
}
