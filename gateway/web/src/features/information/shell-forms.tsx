import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import css from "@/features/information/information.module.css";
import { tagsOf } from "@/features/information/new";
import { type Item, KINDS, type Kind } from "@/features/information/types";
import { api, type Loaded } from "@/shared/api/client";
import { useCode, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form, VersionedForm } from "@/shared/ui/form";
import { useUndo } from "@/shared/ui/undo";
import { changed, useVersioned } from "@/shared/ui/versioned";

interface Props {
  loaded: Loaded<Item>;
  close: () => void;
}
interface Words {
  title: string;
  kind: Kind;
  tags: string;
}

const wordsOf = ({ title, kind, tags }: Item): Words => ({ title, kind, tags: tags.join(", ") });

/** Changes what an item is called. */
export function EditShell({ loaded, close }: Props) {
  const t = useT();
  const code = useCode();
  const form = useVersioned<Item, Words>({
    path: `/items/${loaded.value.id}`,
    loaded,
    wordsOf,
    bodyOf: (words, before) => {
      const { tags, ...rest } = changed(words, before);
      return tags === undefined ? rest : { ...rest, tags: tagsOf(tags) };
    },
    touches: ["shared_item"],
    done: close,
  });
  const errors = useFieldErrors(form.error, form.mine);
  const labels = {
    title: t("information.name"),
    kind: t("information.kind"),
    tags: t("information.tags.field"),
  };
  return (
    <VersionedForm
      className={`stack ${css.box}`}
      name={t("information.edit.shell")}
      form={form}
      labels={labels}
      close={close}
    >
      <div className={css.fields}>
        <TextInput
          className={css.wide}
          label={labels.title}
          required
          autoFocus
          value={form.mine.title}
          error={errors.title}
          onChange={({ currentTarget }) => form.set({ title: currentTarget.value })}
        />
        <Select
          label={labels.kind}
          allowDeselect={false}
          data={KINDS.map((each) => ({ value: each, label: code("information.kind", each) }))}
          value={form.mine.kind}
          onChange={(kind) => kind && form.set({ kind: kind as Kind })}
        />
        <TextInput
          label={labels.tags}
          value={form.mine.tags}
          error={errors.tags}
          onChange={({ currentTarget }) => form.set({ tags: currentTarget.value })}
        />
      </div>
    </VersionedForm>
  );
}

/** Withdraws an item and says why; it can be brought back. */
export function WithdrawForm({ loaded: { value, etag }, close }: Props) {
  const t = useT();
  const undo = useUndo();
  const [reason, setReason] = useState("");
  const path = `/items/${value.id}`;
  const back = useAct(async () => {
    const now = await api.read<Item>(path);
    return api.patch(path, { withdrawn: false }, now.etag);
  }, ["shared_item"]);
  const act = useAct(
    () => api.patch(path, { withdrawn: true, reason: reason.trim() }, etag),
    ["shared_item"],
    () => {
      undo.done({ words: t("information.withdrawn"), undo: () => back.mutate(undefined) });
      close();
    },
  );
  const errors = useFieldErrors(act.error, { reason });
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("information.withdraw")}
      action={t("information.withdraw")}
      back={t("confirm.back")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
    >
      <TextInput
        label={t("information.withdraw.reason")}
        required
        autoFocus
        value={reason}
        error={errors.reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Form>
  );
}
