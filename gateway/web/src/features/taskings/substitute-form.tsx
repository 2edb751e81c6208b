import { Textarea } from "@mantine/core";
import { useState } from "react";
import { api } from "@/shared/api/client";
import type { Loaded } from "@/shared/api/queries";
import type { Item, LabelInput } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { ownedBy } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useExplained } from "@/shared/label/readable";
import { useAct } from "@/shared/ui/act";
import { Confirm } from "@/shared/ui/confirm";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";
import { useMyNation } from "@/shared/ui/names";

/** Words for those who may not read the original: a record of its own, which other nations see at once. */
export function SubstituteForm({ loaded, close }: { loaded: Loaded<Item>; close: () => void }) {
  const t = useT();
  const nation = useMyNation();
  const item = loaded.value;
  // Whoever reads or views the tasking does so of the substitute too: who answers it writes for its readers.
  const shown = item.label.display_only.filter((code) => ![nation, ...item.blocked_nations].includes(code));
  const wider = { ...ownedBy(nation, item.label, item.blocked_nations), display_only: shown };
  const draft = useDraft<{ text: string; label: LabelInput }>(
    `substitute:${item.id}`,
    {
      text: "",
      label: wider,
    },
    (value) => value.label.level,
  );
  const { text, label } = draft.value;
  const readers = useExplained(label, item.blocked_nations).data?.readable_by?.nations ?? [];
  const [asking, setAsking] = useState(false);
  const act = useAct(
    () => api.put(`/taskings/${item.id}/substitute`, { text: text.trim(), label }, loaded.etag),
    ["item"],
    () => {
      draft.forget();
      close();
    },
  );
  const errors = useFieldErrors(act.error, draft.value);
  return (
    <>
      <Form
        name={t("item.act.substitute")}
        action={t("item.substitute.give")}
        send={() => text.trim() && setAsking(true)}
        close={close}
        error={act.error}
        busy={act.isPending}
        restored={draft.restored}
      >
        <Textarea
          label={t("item.act.substitute.text")}
          description={t("item.substitute.lead")}
          required
          autoFocus
          autosize
          minRows={3}
          error={errors.text}
          value={text}
          onChange={(event) => draft.setValue({ label, text: event.currentTarget.value })}
        />
        <LabelField
          value={label}
          onChange={(next) => draft.setValue({ text, label: next })}
          nations={[...new Set([...(item.label.readable_by?.nations ?? []), ...item.blocked_nations])]}
          owners={item.label.owner}
        />
      </Form>
      <Confirm
        opened={asking}
        close={() => setAsking(false)}
        title={t("item.act.substitute")}
        nations={readers}
        action={t("item.substitute.give")}
        busy={act.isPending}
        run={() => {
          setAsking(false);
          act.mutate(undefined);
        }}
      >
        <p className="prose">{text}</p>
      </Confirm>
    </>
  );
}
