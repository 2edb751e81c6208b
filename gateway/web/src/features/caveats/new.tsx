import { CaveatFields } from "@/features/caveats/fields";
import { bodyOf, emptyWords, type Words } from "@/features/caveats/words";
import type { Caveat } from "@/shared/caveats/types";
import { useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { useCreation } from "@/shared/ui/creation";
import { Form } from "@/shared/ui/form";
import css from "@/shared/ui/form.module.css";
import { useMyNation } from "@/shared/ui/names";

/** Keeps a caveat of one's own nation, or one that was observed of another. */
export function NewCaveat({ close }: { close: () => void }) {
  const t = useT();
  const own = useMyNation();
  const { value, set, errors, form, label } = useCreation<Words, Caveat>({
    form: "caveat",
    path: "/caveats",
    empty: emptyWords(own),
    bodyOf,
    nations: ({ nation }) => (nation ? [nation] : []),
    touches: ["caveat"],
    done: close,
  });
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("caveat.new")}
      action={t("form.create")}
      close={close}
      {...form}
    >
      <CaveatFields value={value} set={set} errors={errors} />
      <LabelField {...label} />
    </Form>
  );
}
