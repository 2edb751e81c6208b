import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import css from "@/features/minutes/minutes.module.css";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { fieldErrors } from "@/shared/api/problem";
import type { Loaded } from "@/shared/api/queries";
import type { Minutes } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";
import { useNames } from "@/shared/ui/names";

export type StandAct = "concur" | "withhold" | "silence";

interface Props {
  meetingId: string;
  loaded: Loaded<Minutes>;
  act: StandAct;
  nation: string;
  close: () => void;
}

const local = (date: Date) =>
  new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
const inTwoDays = () => local(new Date(Date.now() + 48 * 3_600_000));

/** A nation's stand on this version of the minutes; its secretary records it with evidence. */
export function StandForm({ meetingId, loaded, act, nation, close }: Props) {
  const t = useT();
  const names = useNames();
  const minutes = loaded.value;
  const needsEvidence = act !== "silence" && may(minutes.can, "evidence");
  const draft = useDraft(`stand:${meetingId}:${nation}:${act}`, { evidence: "" }, () => minutes.label.level);
  const [deadline, setDeadline] = useState(inTwoDays);
  const path = `/meetings/${meetingId}/minutes`;
  const send = useAct(
    () =>
      act === "silence"
        ? api.post(
            `${path}/silence`,
            { nation, deadline: new Date(deadline).toISOString() },
            { etag: loaded.etag },
          )
        : api.post(
            `${path}/concurrences`,
            { nation, stand: act, evidence: draft.value.evidence.trim(), version: minutes.version },
            { etag: loaded.etag },
          ),
    ["meeting", "item"],
    () => {
      draft.forget();
      close();
    },
  );
  const errors = fieldErrors(send.error);
  return (
    <Form
      className={css.form}
      name={t("minutes.for", { nation: names(nation) })}
      action={t(`minutes.act.${act}`)}
      send={() => send.mutate(undefined)}
      close={close}
      error={send.error}
      busy={send.isPending}
      restored={draft.restored}
    >
      {act === "silence" ? (
        <TextInput
          type="datetime-local"
          label={t("minutes.silence.deadline")}
          description={t("minutes.silence.hint")}
          required
          value={deadline}
          error={errors.deadline}
          onChange={(event) => setDeadline(event.currentTarget.value)}
        />
      ) : (
        <Textarea
          // A head speaks for themselves: how that was said is asked of who records it for them.
          label={
            act === "withhold"
              ? t("minutes.reason")
              : needsEvidence
                ? t("minutes.evidence")
                : `${t("minutes.remark")} (${t("form.optional")})`
          }
          description={
            act === "withhold"
              ? t("minutes.reason.hint")
              : needsEvidence
                ? t("minutes.evidence.hint")
                : undefined
          }
          required={needsEvidence || act === "withhold"}
          autoFocus
          value={draft.value.evidence}
          error={errors.evidence}
          onChange={(event) => draft.setValue({ evidence: event.currentTarget.value })}
        />
      )}
    </Form>
  );
}
