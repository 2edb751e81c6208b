import { Button, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Mapping } from "@/features/imports/types";
import { api } from "@/shared/api/client";
import type { LabelView } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { inputOf } from "@/shared/label/banner";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";
import { useUndo } from "@/shared/ui/undo";

/** Keeps how the columns are read under a name, for the next file of the same layout. */
export function SaveProfile({ mapping, label }: { mapping: Mapping; label: LabelView }) {
  const t = useT();
  const { done } = useUndo();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const act = useAct(
    () => api.post("/import-profiles", { name: name.trim(), label: inputOf(label), mapping }),
    ["import"],
    () => {
      setOpen(false);
      done({ words: t("import.profile.saved", { name: name.trim() }) });
    },
  );
  return (
    <>
      <Button variant="subtle" onClick={() => setOpen(true)}>
        {t("import.profile.save")}
      </Button>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t("import.profile.save")}
        closeButtonProps={{ "aria-label": t("form.cancel") }}
      >
        <Form
          action={t("form.save")}
          send={() => act.mutate(undefined)}
          close={() => setOpen(false)}
          error={act.error}
          busy={act.isPending}
          ready={Boolean(name.trim())}
        >
          <TextInput
            label={t("import.profile.name")}
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Form>
      </Modal>
    </>
  );
}
