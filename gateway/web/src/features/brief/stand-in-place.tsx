import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import css from "@/features/brief/brief.module.css";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { fieldErrors } from "@/shared/api/problem";
import { useRecord } from "@/shared/api/queries";
import type { Awaited, StandSubject } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { useAct } from "@/shared/ui/act";
import { NamedItem } from "@/shared/ui/named-item";
import { useMyNation } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

type Stand = "concur" | "withhold";

/** A nation's stand on the words as they are now; only who records it for their head says how that was said. */
export function StandInPlace({ item, close }: { item: Awaited; close: () => void }) {
  const t = useT();
  const own = useMyNation();
  const [words, setWords] = useState("");
  const path = `/${item.kind === "answer" ? "answers" : "decisions"}/${item.id}/concurrences`;
  // the words on which the nation speaks: the stand is refused where they changed since they were read
  const subject = useRecord<StandSubject>("item", path);
  const act = useAct(
    (stand: Stand) =>
      api.post(path, { nation: own, stand, evidence: words.trim() }, { etag: subject.data?.etag ?? null }),
    ["item", "meeting"],
    close,
  );
  const evidence = may(item.can, "evidence");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const by = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    act.mutate(by?.value === "withhold" ? "withhold" : "concur");
  };
  return (
    <form className={`${css.form} stack`} onSubmit={submit}>
      {subject.error ? <ProblemNotice error={subject.error} compact /> : null}
      {subject.data && <Said item={item} said={subject.data.value} />}
      <Textarea
        label={evidence ? t("concur.evidence") : `${t("concur.remark")} (${t("form.optional")})`}
        description={evidence ? t("concur.evidence.hint") : undefined}
        required={evidence}
        autoFocus
        value={words}
        error={fieldErrors(act.error).evidence}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {act.error ? <ProblemNotice error={act.error} compact /> : null}
      <div className="row">
        <Button type="submit" value="concur" loading={act.isPending} disabled={!subject.data}>
          {t("concur.concur")}
        </Button>
        {may(item.can, "withhold") && (
          <Button type="submit" value="withhold" variant="default" disabled={!subject.data || act.isPending}>
            {t("concur.withhold")}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={close}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** Where they changed since the line was read, the words as they are now. */
function Said({ item, said }: { item: Awaited; said: StandSubject }) {
  const words = (one: Pick<StandSubject, "text"> & { made: StandSubject["taskings"] }) =>
    [one.text, ...one.made.map(({ title, text }) => title + text)].join("\n");
  if (words({ text: said.text, made: said.taskings }) === words(item)) return null;
  return (
    <>
      <p>
        <Portion label={said.label} /> {said.text}
      </p>
      {said.taskings.map((each) => (
        <p key={each.id}>
          <NamedItem item={each} /> {each.text}
        </p>
      ))}
    </>
  );
}
