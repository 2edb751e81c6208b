import { Link } from "@tanstack/react-router";
import css from "@/features/room/room.module.css";
import { useOutbox } from "@/features/room/use-room";
import { useRecord } from "@/shared/api/queries";
import type { Meeting, Minutes } from "@/shared/api/types";
import { Due } from "@/shared/dates/due";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { StandingMark } from "@/shared/ui/marks";

/** What this meeting has produced so far, whoever recorded it: its decisions, then what follows from them. */
export function Recorded({ meeting }: { meeting: Meeting }) {
  const t = useT();
  const code = useCode();
  const { waiting } = useOutbox();
  const { data } = useRecord<Minutes>("meeting", `/meetings/${meeting.id}/minutes`);
  const minutes = data?.value;
  usePageLabels([minutes?.label]);
  const own = waiting.filter(({ scope }) => scope === meeting.id);
  const nothing = own.length === 0 && !minutes?.decisions.length && !minutes?.taskings.length;
  return (
    <aside className={css.recorded} aria-labelledby="recorded">
      <h2 id="recorded">{t("room.recorded")}</h2>
      {nothing && <p className="muted small">{t("room.recorded.none")}</p>}
      <ul>
        {own.map(({ id, words }) => (
          <li key={id} data-waiting>
            {words}
            <span className="muted small">{t("room.waiting")}</span>
          </li>
        ))}
        {minutes?.decisions.map((decision) => (
          <li key={decision.id}>
            <span>
              <Portion label={decision.label} /> {decision.text}
            </span>
            <span className="row small muted">
              <span>{code("room.act", decision.kind)}</span>
              <span className="ref">{decision.ref}</span>
              <StandingMark standing={decision.standing} unseen={decision.unseen_by} />
            </span>
          </li>
        ))}
        {minutes?.taskings.map((tasking) => (
          <li key={tasking.id}>
            <span>
              <Portion label={tasking.label} />{" "}
              <Link to="/taskings/$id" params={{ id: tasking.id }}>
                {tasking.title}
              </Link>
            </span>
            <span className="row small muted">
              <span>{tasking.forum?.name}</span>
              <Due date={tasking.due} />
              <span>{tasking.lead}</span>
              <StandingMark standing={tasking.standing} unseen={tasking.unseen_by} />
            </span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
