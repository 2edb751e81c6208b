import { useEffect, useState } from "react";
import css from "@/features/room/projection.module.css";
import { flatten, listenShown, type RoomEntry, roomKey } from "@/features/room/use-room";
import { useRecord } from "@/shared/api/queries";
import type { Agenda, AgendaEntry } from "@/shared/api/types";
import { showDate } from "@/shared/dates/show";
import { useCode, useList, useT } from "@/shared/i18n";
import { Banner, usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { Bones, Empty } from "@/shared/ui/loads";
import { useFiction, useNames } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";

type Projected = Agenda & { nations: string[] };

/**
 * What is projected: only what every nation present may read, in a numbering of its own. It follows the item on the
 * table; an item that is not for everybody leaves the agenda on the wall and says nothing.
 */
export function Projection({ id }: { id: string }) {
  const t = useT();
  const list = useList();
  const names = useNames();
  const fiction = useFiction();
  const query = useRecord<Projected>("meeting", `/meetings/${id}/projection`);
  const [key, setKey] = useState<string | undefined>();
  useEffect(() => listenShown(id, setKey), [id]);
  const value = query.data?.value;
  usePageLabels([value?.banner]);
  const current = value && flatten(value).find((each) => each.key === key);
  useEffect(() => {
    document.title = `${t("projection.title")} · Entente`;
  }, [t]);
  return (
    <div className={css.wall}>
      <Banner place="top" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <main className={css.main} tabIndex={0}>
        {query.error ? <ProblemNotice error={query.error} retry={() => void query.refetch()} /> : null}
        {!value && !query.error && <Bones />}
        {value && (
          <>
            <p className={css.meeting}>
              {value.meeting.forum?.name} · {value.meeting.title}
            </p>
            {current ? <OnTheTable room={current} /> : <Overview agenda={value} />}
            <p className={css.foot}>
              {t("projection.for", { nations: list(value.nations.map(names)) })}
              {fiction && ` · ${fiction}`}
            </p>
          </>
        )}
      </main>
      <Banner place="bottom" />
    </div>
  );
}

function OnTheTable({ room }: { room: RoomEntry }) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  const { entry, section } = room;
  const { item, topic, outcome } = entry;
  return (
    <article>
      <p className={css.section}>{t(`agenda.section.${section}`)}</p>
      <h1 className={css.title}>
        <span className={css.number}>{entry.number}</span> <Title entry={entry} />
      </h1>
      <p className={css.text}>
        <Portion label={entry.label} /> {item?.text ?? topic?.text}
      </p>
      {item && (
        <p className={css.facts}>
          {item.lead && <span>{names(item.lead)}</span>}
          <span>
            {t("item.due")}: {showDate(item.due, true) ?? t("date.unknown")}
          </span>
        </p>
      )}
      {outcome && (
        <p className={css.outcome}>
          <strong>{code("room.kind", outcome.kind)}</strong> {outcome.text || outcome.reason}
        </p>
      )}
    </article>
  );
}

/** What an entry is about; of an escalation that it is one. */
function Title({ entry: { item, topic } }: { entry: AgendaEntry }) {
  const code = useCode();
  return (
    <>
      {item?.kind === "escalation" && <span className={css.kind}>{code("item.kind", "escalation")}: </span>}
      {item?.title ?? topic?.title}
    </>
  );
}

function Overview({ agenda }: { agenda: Agenda }) {
  const t = useT();
  const sections = agenda.sections.filter(({ entries }) => entries.length > 0);
  return (
    <>
      <h1 className={css.title}>{t("projection.agenda")}</h1>
      {sections.length === 0 && <Empty title={t("projection.empty")} />}
      {sections.map(({ kind, entries }) => (
        <section key={kind} aria-labelledby={`section-${kind}`}>
          <h2 id={`section-${kind}`} className={css.section}>
            {t(`agenda.section.${kind}`)}
          </h2>
          <ol className={css.list}>
            {entries.map((entry) => (
              <li key={roomKey(entry)}>
                <span className={css.number}>{entry.number}</span>
                <Portion label={entry.label} />
                <span className={css.words}>
                  <Title entry={entry} />
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}
