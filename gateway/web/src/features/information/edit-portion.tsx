import { Select, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import css from "@/features/information/information.module.css";
import { PORTION_KINDS, type Portion, type PortionKind } from "@/features/information/types";
import type { Loaded } from "@/shared/api/client";
import { recordOptions } from "@/shared/api/queries";
import { useCode, useT } from "@/shared/i18n";
import { Portion as PortionMark } from "@/shared/label/portion";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { VersionedForm } from "@/shared/ui/form";
import { Loads } from "@/shared/ui/loads";
import { changed, useVersioned } from "@/shared/ui/versioned";

interface Words {
  text: string;
  kind: PortionKind;
  depth: number;
}

const wordsOf = ({ text, kind, depth }: Portion): Words => ({ text, kind, depth });

/** Changes a paragraph: as it is now, not as the page last saw it. */
export function EditPortion({ id, close }: { id: string; close: () => void }) {
  const query = useQuery({ ...recordOptions<Portion>("information", `/portions/${id}`), gcTime: 0 });
  return (
    <Loads query={query} rows={2}>
      {(loaded) => <EditWords loaded={loaded} close={close} />}
    </Loads>
  );
}

function EditWords({ loaded, close }: { loaded: Loaded<Portion>; close: () => void }) {
  const t = useT();
  const code = useCode();
  const form = useVersioned<Portion, Words>({
    path: `/portions/${loaded.value.id}`,
    loaded,
    wordsOf,
    bodyOf: changed,
    touches: ["portion"],
    done: close,
  });
  const errors = useFieldErrors(form.error, form.mine);
  const labels = {
    text: t("information.text"),
    kind: t("information.kind"),
    depth: t("writing.depth"),
  };
  return (
    <VersionedForm
      className={`stack ${css.box}`}
      name={t("information.edit.portion")}
      form={form}
      labels={labels}
      close={close}
    >
      <Textarea
        label={
          <>
            {t("information.text")} <PortionMark label={loaded.value.mark} />
          </>
        }
        autosize
        autoFocus
        minRows={2}
        maxLength={20_000}
        value={form.mine.text}
        error={errors.text}
        onChange={({ currentTarget }) => form.set({ text: currentTarget.value })}
      />
      <div className={css.fields}>
        <Select
          label={t("information.kind")}
          allowDeselect={false}
          data={PORTION_KINDS.map((value) => ({ value, label: code("portion.kind", value) }))}
          value={form.mine.kind}
          onChange={(kind) => kind && form.set({ kind: kind as PortionKind })}
        />
        <Select
          label={t("writing.depth")}
          allowDeselect={false}
          data={["0", "1", "2", "3"]}
          value={String(form.mine.depth)}
          onChange={(depth) => depth && form.set({ depth: Number(depth) })}
        />
      </div>
    </VersionedForm>
  );
}
