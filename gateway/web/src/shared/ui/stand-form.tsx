import { Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import { useNames } from "@/shared/ui/names";

export type Stand = "concur" | "withhold";

interface Props {
  /** What the stand is on: names the draft on this device. */
  about: string;
  /** Of what the stand is on. */
  level: string;
  nation: string;
  stand: Stand;
  /** Whether the stand is recorded for the head of delegation, who is asked how it was said. */
  evidence: boolean;
  /** Whether the words that the stand is on have been read. */
  ready?: boolean;
  className?: string;
  send: (body: { nation: string; stand: Stand; evidence: string }) => Promise<unknown>;
  close: () => void;
  /** Above the field: what the stand is on, where it does not stand beside the form. */
  children?: ReactNode;
}

/** A nation's stand, wherever it is taken: withheld with a reason, recorded for its head with evidence. */
export function StandForm({
  about,
  level,
  nation,
  stand,
  evidence,
  ready,
  className,
  send,
  ...around
}: Props) {
  const t = useT();
  const names = useNames();
  const draft = useDraft(`stand:${about}:${nation}:${stand}`, { evidence: "" }, () => level);
  const { errors, form } = useDrafted(
    draft,
    () => send({ nation, stand, evidence: draft.value.evidence.trim() }),
    ["item", "meeting"],
    () => {
      around.close();
    },
  );
  const asks = stand === "withhold" ? "reason" : evidence ? "evidence" : null;
  return (
    <Form
      className={className}
      name={t("minutes.for", { nation: names(nation) })}
      action={t(`minutes.act.${stand}`)}
      {...form}
      close={around.close}
      ready={ready}
    >
      {around.children}
      <Textarea
        // A head speaks for themselves: how that was said is asked of who records it for them.
        label={asks ? t(`minutes.${asks}`) : `${t("minutes.remark")} (${t("form.optional")})`}
        description={asks ? t(`minutes.${asks}.hint`) : undefined}
        required={asks !== null}
        autoFocus
        value={draft.value.evidence}
        error={errors.evidence}
        onChange={(event) => draft.setValue({ evidence: event.currentTarget.value })}
      />
    </Form>
  );
}
