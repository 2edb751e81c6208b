import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Amend } from "@/features/minutes/amend";
import { AmendDecision } from "@/features/minutes/amend-decision";
import { AmendOutcome, mayAmend as amendable } from "@/features/minutes/amend-outcome";
import { Concurrences } from "@/features/minutes/concurrences";
import { CorrectForm } from "@/features/minutes/correct";
import css from "@/features/minutes/minutes.module.css";
import { Taskings } from "@/features/minutes/taskings";
import { may } from "@/shared/api/can";
import { type Loaded, useRecord } from "@/shared/api/queries";
import type { Meeting, MinutedOutcome, Minutes, WentTo } from "@/shared/api/types";
import { showDay } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { ReadableWords } from "@/shared/label/readable";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark, StandingMark } from "@/shared/ui/marks";
import { NamedItem } from "@/shared/ui/named-item";
import { useForumLabels, useNames } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";

/** After the meeting: the minutes as they were recorded, where it all went, and the heads' concurrence. */
export function AfterFace({ meeting }: { meeting: Meeting }) {
  const t = useT();
  const query = useRecord<Minutes>("meeting", `/meetings/${meeting.id}/minutes`);
  if (["planned", "agenda_open", "postponed", "cancelled"].includes(meeting.state)) {
    return <Empty title={t("minutes.none")}>{t("minutes.none.text")}</Empty>;
  }
  return <Loads query={query}>{(loaded) => <MinutesPage meeting={meeting} loaded={loaded} />}</Loads>;
}

function MinutesPage({ meeting, loaded }: { meeting: Meeting; loaded: Loaded<Minutes> }) {
  const t = useT();
  const minutes = loaded.value;
  const forums = [...minutes.taskings, ...minutes.where_it_went].map(({ forum }) => forum?.id);
  const given = minutes.outcomes.map(({ to_forum }) => to_forum?.id);
  usePageLabels([minutes.label, ...useForumLabels([...forums, ...given])]);
  const amends = may(meeting.can, "record");
  const nothing = minutes.decisions.length + minutes.taskings.length + minutes.outcomes.length === 0;
  return (
    <div className={css.split}>
      <article>
        <div className={css.facts}>
          <Mark>{t("minutes.version", { version: minutes.version })}</Mark>
          {minutes.state === "minutes_agreed" && <Mark tone="good">{t("minutes.locked")}</Mark>}
          {minutes.reason && minutes.version > 1 && (
            <span className={css.corrected}>
              {t("minutes.corrected", { version: minutes.version, reason: minutes.reason })}
            </span>
          )}
          <ReadableWords label={minutes.label} nations={minutes.label.owner} />
        </div>
        {nothing && <Empty title={t("minutes.nothing")} />}
        <Decisions minutes={minutes} mayAmend={amends} />
        <Taskings minutes={minutes} mayAmend={amends} />
        <Outcomes minutes={minutes} meeting={meeting} mayAmend={amends} />
      </article>
      <aside>
        <WhereItWent went={minutes.where_it_went} />
        <Concurrences meeting={meeting} loaded={loaded} />
        <div className="row">
          {may(minutes.can, "correct") && <CorrectForm loaded={loaded} />}
          <Button variant="default" className="screen-only" onClick={() => print()}>
            {t("minutes.print")}
          </Button>
        </div>
      </aside>
    </div>
  );
}

function Decisions({ minutes, mayAmend }: { minutes: Minutes; mayAmend: boolean }) {
  const t = useT();
  const [amending, setAmending] = useState<string | null>(null);
  if (minutes.decisions.length === 0) return null;
  return (
    <Part title={t("minutes.decisions")}>
      <ol className={css.list}>
        {minutes.decisions.map((decision) => (
          <li key={decision.id} id={decision.id}>
            {amending === decision.id ? (
              <AmendDecision id={decision.id} close={() => setAmending(null)} />
            ) : (
              <DecisionLine
                decision={decision}
                amend={mayAmend && may(decision.can, "amend") ? () => setAmending(decision.id) : undefined}
              />
            )}
          </li>
        ))}
      </ol>
    </Part>
  );
}

function DecisionLine({ decision, amend }: { decision: Minutes["decisions"][number]; amend?: () => void }) {
  const t = useT();
  const code = useCode();
  return (
    <>
      <p className={css.text}>
        <Portion label={decision.label} />{" "}
        <Link to="/decisions/$id" params={{ id: decision.id }}>
          {decision.text}
        </Link>
      </p>
      <span className="row small muted">
        <span>{code("room.act", decision.kind)}</span>
        <span className="ref">{decision.ref}</span>
        {decision.substituted && <Mark>{t("minutes.substituted")}</Mark>}
        <StandingMark standing={decision.standing} unseen={decision.unseen_by} />
        <Amend of={decision.ref} run={amend} />
      </span>
    </>
  );
}

interface OutcomesProps {
  minutes: Minutes;
  meeting: Meeting;
  mayAmend: boolean;
}

function Outcomes({ minutes, meeting, mayAmend }: OutcomesProps) {
  const t = useT();
  const [amending, setAmending] = useState<string | null>(null);
  if (minutes.outcomes.length === 0) return null;
  return (
    <Part title={t("minutes.outcomes")}>
      <ol className={css.list}>
        {minutes.outcomes.map((outcome) => (
          <li key={outcome.id}>
            <OutcomeLine
              outcome={outcome}
              amend={
                mayAmend && may(outcome.can, "amend") && amendable(outcome) && amending !== outcome.id
                  ? () => setAmending(outcome.id)
                  : undefined
              }
            />
            {amending === outcome.id && (
              <AmendOutcome id={outcome.id} meeting={meeting} close={() => setAmending(null)} />
            )}
          </li>
        ))}
      </ol>
    </Part>
  );
}

function OutcomeLine({ outcome, amend }: { outcome: MinutedOutcome; amend?: () => void }) {
  const code = useCode();
  return (
    <>
      {outcome.item && (
        <p className={css.text}>
          <NamedItem item={outcome.item} className={css.name} />
        </p>
      )}
      <p className={css.outcome}>
        <Portion label={outcome.label} /> <strong>{code("room.kind", outcome.kind)}</strong> {outcome.text}
        {outcome.reason && <span className="muted"> {outcome.reason}</span>}
      </p>
      <OutcomeWords outcome={outcome} />
      <span className="row small muted">
        {outcome.item && <span className="ref">{outcome.item.ref}</span>}
        <StandingMark standing={outcome.standing} unseen={outcome.unseen_by} />
        <Amend of={outcome.item?.title ?? ""} run={amend} />
      </span>
    </>
  );
}

/** What an outcome says beside its text: whom it goes to, the nations' positions, why children were left. */
function OutcomeWords({ outcome }: { outcome: MinutedOutcome }) {
  const t = useT();
  const names = useNames();
  const { to_meeting: meeting, to_forum: forum, positions, children_decision: children } = outcome;
  return (
    <>
      {meeting && (
        <p className={css.text}>
          {t("room.toMeeting")}:{" "}
          <Link to="/meetings/$id" params={{ id: meeting.id }} className="link">
            {meeting.ref}
          </Link>
        </p>
      )}
      {forum && (
        <p className={css.text}>
          {t("room.toForum")}: {forum.name}
        </p>
      )}
      {Object.entries(positions).map(([nation, words]) => (
        <p key={nation} className={css.text}>
          {t("room.position", { nation: names(nation) })}: {words}
        </p>
      ))}
      {children && (
        <p className={css.text}>
          {t("room.children.decision")}: {children}
        </p>
      )}
    </>
  );
}

function WhereItWent({ went }: { went: WentTo[] }) {
  const t = useT();
  if (went.length === 0) return null;
  return (
    <Part title={t("minutes.went")}>
      <ul className={css.list}>
        {went.map(({ forum, meeting, on, refs }) => (
          <li key={forum.id + (meeting?.id ?? "")}>
            {meeting ? (
              <Link to="/meetings/$id" params={{ id: meeting.id }} className="link">
                {t("minutes.went.to", {
                  count: refs.length,
                  forum: forum.name,
                  when: on ? showDay(on, true) : t("date.unknown"),
                })}
              </Link>
            ) : (
              <span className={css.novenue}>
                {t("minutes.went.novenue", { count: refs.length, forum: forum.name })}
              </span>
            )}
            <span className="ref">{refs.join(" ")}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
