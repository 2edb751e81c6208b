import { Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { api } from "@/shared/api/client";
import type { Person } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";
import { useMe, useNames } from "@/shared/ui/names";
import { useUndo } from "@/shared/ui/undo";

/** Whether the reader may end somebody else's access: who runs the platform, or administers that person's nation. */
export function useMayRevoke(): (person: Person) => boolean {
  const { id, roles, affiliation } = useMe();
  return (person) =>
    person.id !== id &&
    (roles.includes("platform_admin") || (roles.includes("national_admin") && person.nation === affiliation));
}

/** Ends everything that a person is signed in to. It cannot be undone, so it is asked; they may sign in again. */
export function Revoke({ person, close }: { person: Person; close: () => void }) {
  const t = useT();
  const names = useNames();
  const undo = useUndo();
  const [reason, setReason] = useState("");
  const act = useAct(
    () => api.post(`/people/${person.id}/revoke`, { reason: reason.trim() }),
    ["person"],
    () => {
      undo.done({ words: t("directory.revoke.done", { name: person.name }) });
      close();
    },
  );
  const errors = useFieldErrors(act.error, { reason });
  return (
    <Modal
      opened
      onClose={close}
      title={t("directory.revoke.of", { name: person.name })}
      closeButtonProps={{ "aria-label": t("confirm.back") }}
    >
      <Form
        action={t("directory.revoke")}
        color="red.9"
        send={() => act.mutate(undefined)}
        close={close}
        back={t("confirm.back")}
        error={act.error}
        busy={act.isPending}
      >
        <p>
          <strong>{person.name}</strong>, {[person.billet, names(person.nation)].filter(Boolean).join(", ")}
        </p>
        <p>{t("directory.revoke.text")}</p>
        <Textarea
          label={`${t("directory.revoke.reason")} (${t("form.optional")})`}
          description={t("directory.revoke.reason.hint")}
          data-autofocus
          value={reason}
          error={errors.reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Form>
    </Modal>
  );
}
