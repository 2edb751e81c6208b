import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import css from "@/features/minutes/minutes.module.css";
import { api } from "@/shared/api/client";
import type { Loaded } from "@/shared/api/queries";
import type { Minutes } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";

/** Opens a new version of agreed minutes, with its reason, for everybody to see and concur in again. */
export function CorrectForm({ loaded }: { loaded: Loaded<Minutes> }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const act = useAct(
    () =>
      api.post(
        `/meetings/${loaded.value.id}/minutes/corrections`,
        { reason: reason.trim() },
        { etag: loaded.etag },
      ),
    ["meeting", "item"],
    () => setOpen(false),
  );
  if (!open) {
    return (
      <Button variant="default" className="screen-only" onClick={() => setOpen(true)}>
        {t("minutes.act.correct")}
      </Button>
    );
  }
  return (
    <Form
      className={css.form}
      action={t("minutes.act.correct")}
      send={() => reason.trim() && act.mutate(undefined)}
      close={() => setOpen(false)}
      error={act.error}
      busy={act.isPending}
    >
      <Textarea
        label={t("minutes.correct.reason")}
        description={t("minutes.correct.lead")}
        required
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Form>
  );
}
