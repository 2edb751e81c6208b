import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import css from "@/features/minutes/minutes.module.css";
import { api } from "@/shared/api/client";
import type { Loaded } from "@/shared/api/queries";
import type { Minutes } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { ProblemNotice } from "@/shared/ui/problem";

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
      <Button variant="default" onClick={() => setOpen(true)}>
        {t("minutes.act.correct")}
      </Button>
    );
  }
  return (
    <form
      className={css.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (reason.trim()) act.mutate(undefined);
      }}
    >
      <Textarea
        label={t("minutes.correct.reason")}
        description={t("minutes.correct.lead")}
        required
        autoFocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {act.error ? <ProblemNotice error={act.error} compact /> : null}
      <div className="row">
        <Button type="submit" loading={act.isPending}>
          {t("minutes.act.correct")}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}
