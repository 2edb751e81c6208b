import { Button, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import css from "@/features/brief/brief.module.css";
import { api } from "@/shared/api/client";
import { usePages, useRecord } from "@/shared/api/queries";
import type { Awaited } from "@/shared/api/types";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { useAct } from "@/shared/ui/act";
import { Mark } from "@/shared/ui/marks";
import { useForumLabels, useMe, useMyNation } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

/** Minutes, answers and adjudications on which this person's nation has not said where it stands. */
export function AwaitedStands() {
  const t = useT();
  const me = useMe();
  const query = usePages<Awaited>("item", "/concurrences");
  const { items } = query;
  const forums = useForumLabels(items.map(({ forum }) => forum?.id));
  usePageLabels([...items.map(({ label }) => label), ...forums]);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="awaited">
      <h2 id="awaited" className={css.group}>
        {t("concur.title", { nation: me.nation_name })}
      </h2>
      <ul className={css.lines}>
        {items.map((item) => (
          <AwaitedRow key={item.kind + item.id} item={item} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button variant="subtle" loading={query.more.busy} onClick={query.more.load}>
          {t("list.more")}
        </Button>
      )}
    </section>
  );
}

function AwaitedRow({ item }: { item: Awaited }) {
  const t = useT();
  const code = useCode();
  const [open, setOpen] = useState(false);
  return (
    <li className={css.line}>
      <div className={css.when}>
        {item.deadline && (
          <span className={css.far}>{t("concur.deadline", { when: showInstant(item.deadline) })}</span>
        )}
      </div>
      <div>
        <div className={css.title}>
          <Portion label={item.label} />
          {item.kind === "minutes" ? (
            <Link to="/meetings/$id" params={{ id: item.id }} search={{ face: "after" }}>
              {item.title}
            </Link>
          ) : (
            <strong>{item.title}</strong>
          )}
        </div>
        <div className={css.detail}>
          <span>{code("concur.kind", item.kind)}</span>
          {item.anew && <Mark tone="warn">{t("concur.anew")}</Mark>}
          <span>{item.forum?.name}</span>
          <span className="ref">{item.ref}</span>
        </div>
        {open && <StandInPlace item={item} close={() => setOpen(false)} />}
      </div>
      <div className={css.acts}>
        {item.kind === "minutes" ? (
          <Link to="/meetings/$id" params={{ id: item.id }} search={{ face: "after" }} className="link">
            {t("concur.open")}
          </Link>
        ) : (
          !open && (
            <Button variant="default" onClick={() => setOpen(true)}>
              {t("concur.concur")}
            </Button>
          )
        )}
      </div>
    </li>
  );
}

function StandInPlace({ item, close }: { item: Awaited; close: () => void }) {
  const t = useT();
  const own = useMyNation();
  const [evidence, setEvidence] = useState("");
  const path = `/${item.kind === "answer" ? "answers" : "decisions"}/${item.id}/concurrences`;
  // the words on which the nation speaks: the stand is refused where they changed since they were read
  const subject = useRecord<{ text: string }>("item", path);
  const act = useAct(
    (stand: "concur" | "withhold") =>
      api.post(path, { nation: own, stand, evidence: evidence.trim() }, { etag: subject.data?.etag ?? null }),
    ["item", "meeting"],
    close,
  );
  return (
    <div className={css.form}>
      <div className="stack">
        {subject.error ? <ProblemNotice error={subject.error} compact /> : null}
        <p>{subject.data?.value.text}</p>
        <Textarea
          label={t("concur.evidence")}
          description={t("concur.evidence.hint")}
          autoFocus
          value={evidence}
          onChange={(event) => setEvidence(event.currentTarget.value)}
        />
        {act.error ? <ProblemNotice error={act.error} compact /> : null}
        <div className="row">
          <Button loading={act.isPending} disabled={!subject.data} onClick={() => act.mutate("concur")}>
            {t("concur.concur")}
          </Button>
          <Button variant="default" disabled={!subject.data} onClick={() => act.mutate("withhold")}>
            {t("concur.withhold")}
          </Button>
          <Button variant="subtle" color="gray" onClick={close}>
            {t("form.cancel")}
          </Button>
        </div>
      </div>
    </div>
  );
}
