import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ChildrenAnswers } from "@/features/room/children";
import { CameBack } from "@/features/room/returned";
import css from "@/features/room/room.module.css";
import type { RoomEntry } from "@/features/room/use-room";
import { Due } from "@/shared/dates/due";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Nations, RiskMarks, StandingMark, StateMark } from "@/shared/ui/marks";

interface Props {
  room: RoomEntry;
  at: number;
  count: number;
  move: (step: number) => void;
}

/** The item on the table, large. */
export function RoomItem({ room, at, count, move }: Props) {
  const t = useT();
  const code = useCode();
  const { entry, section } = room;
  const { item, topic, origin } = entry;
  const words = item?.text || topic?.text;
  return (
    <article className={css.item} aria-labelledby="on-the-table">
      <div className={css.itemHead}>
        <span>
          {t(`agenda.section.${section}`)} · {t("room.of", { at, count })}
        </span>
        <span className="row">
          <Button
            variant="subtle"
            color="gray"
            onClick={() => move(-1)}
            disabled={at === 1}
            aria-keyshortcuts="k"
          >
            {t("room.previous")}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            onClick={() => move(1)}
            disabled={at === count}
            aria-keyshortcuts="j"
          >
            {t("room.next")}
          </Button>
        </span>
      </div>
      {!words && <Portion label={entry.label} />}
      <h2 id="on-the-table" className={css.itemTitle}>
        <span className={css.itemNumber}>{entry.number}</span>
        {item?.title ?? topic?.title}
      </h2>
      {words && (
        <p className={css.itemText}>
          <Portion label={entry.label} /> {words}
        </p>
      )}
      {item && (
        <div className={css.facts}>
          <StateMark state={item.state} of="item" standing={item.state_standing} />
          <StandingMark of={code("item.kind", item.kind)} standing={item.standing} unseen={item.unseen_by} />
          <RiskMarks risks={item.at_risk} blocked={item.blocked_nations} />
          {origin?.forum && <span>{t("agenda.from", { forum: origin.forum.name })}</span>}
          {origin && origin.carried_over > 0 && (
            <strong className={css.carried}>{t("agenda.carried", { count: origin.carried_over })}</strong>
          )}
          <Nations codes={[item.lead, ...item.supporting]} lead={item.lead} />
          <span>
            {t("item.due")} <Due date={item.due} />
          </span>
          {entry.presenter && <span>{entry.presenter}</span>}
          <Link to="/taskings/$id" params={{ id: item.id }} className="ref">
            {item.ref}
          </Link>
        </div>
      )}
      {item?.answer && (
        <p className={css.answer}>
          <Portion label={item.answer_label} /> <span className="muted">{t("item.answer")}: </span>
          {item.answer}
        </p>
      )}
      {item?.state === "returned" && <CameBack item={item} by="returned" />}
      {item && entry.why.includes("adjudicated") && <CameBack item={item} by="adjudicated" />}
      {item && <ChildrenAnswers item={item} />}
      {entry.outcome && <OutcomeLine room={room} />}
    </article>
  );
}

function OutcomeLine({ room }: { room: RoomEntry }) {
  const code = useCode();
  const { outcome } = room.entry;
  if (!outcome) return null;
  return (
    <div className={css.outcome}>
      <strong>{code("room.kind", outcome.kind)}</strong>
      <span>
        <Portion label={outcome.label} /> {outcome.text || outcome.reason}
      </span>
      <StandingMark standing={outcome.standing} />
    </div>
  );
}
