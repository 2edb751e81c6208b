import { useElementSize } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCallback } from "react";
import { draw } from "@/features/taskings/layout";
import { type Moment, momentsOf } from "@/features/taskings/moments";
import css from "@/features/taskings/taskings.module.css";
import { forumsOptions, useRecord } from "@/shared/api/queries";
import type { LifeEvent } from "@/shared/api/types";
import { showDay, showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { StandingMark } from "@/shared/ui/marks";
import { useForumLabels } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";

/** The whole life of a tasking, with its children and escalations: as a drawing, and as a list that says the same. */
export function Life({ id, reference }: { id: string; reference: string }) {
  const t = useT();
  const query = useRecord<{ items: LifeEvent[] }>("item", `/taskings/${id}/life`);
  const events = query.data?.value.items ?? [];
  const forums = useForumLabels(events.map(({ forum }) => forum?.id));
  usePageLabels([...events.map(({ label }) => label), ...forums]);
  return (
    <Part title={t("item.life")}>
      <Loads query={query} rows={4}>
        {({ value }) => <LifeOf moments={momentsOf(value.items)} own={id} reference={reference} />}
      </Loads>
    </Part>
  );
}

function LifeOf({ moments, own, reference }: { moments: Moment[]; own: string; reference: string }) {
  const t = useT();
  if (moments.length === 0) return <Empty title={t("item.life.empty")} />;
  return (
    <>
      {moments.length > 1 && <LifeDrawing moments={moments} reference={reference} />}
      <LifeList moments={moments} own={own} />
    </>
  );
}

function LifeDrawing({ moments, reference }: { moments: Moment[]; reference: string }) {
  const t = useT();
  const code = useCode();
  const forums = useQuery(forumsOptions).data ?? [];
  const { ref, width: room } = useElementSize<HTMLDivElement>();
  const say = useCallback(
    ({ event }: Moment) => ({ word: code("life", event.kind), date: showDay(event.at.slice(0, 10)) }),
    [code],
  );
  const { width, height, lanes, dots, paths } = draw(moments, forums, room, say);
  return (
    <div className={css.life}>
      {lanes.map(({ name, top }) => (
        <span key={name} className={css.laneName} style={{ top }} aria-hidden="true">
          {name}
        </span>
      ))}
      {/* biome-ignore lint/a11y/useSemanticElements: a frame that scrolls is no form field set */}
      <div
        ref={ref}
        className={css.drawing}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a drawing that scrolls sideways must be reachable by key
        tabIndex={0}
        role="group"
        aria-label={t("item.life")}
      >
        <svg width={width} height={height} role="img" aria-label={t("item.life.drawing", { ref: reference })}>
          {lanes.map(({ name, y }) => (
            <line key={name} className={css.lane} x1={0} x2={width} y1={y} y2={y} />
          ))}
          {paths.map((d) => (
            <path key={d} className={css.path} d={d} />
          ))}
          {dots.map(({ x, y, moment: { event }, word, date, above }) => (
            <g key={`${event.at}${event.kind}${x}`}>
              <circle className={css.dot} data-kind={event.kind} cx={x} cy={y} r={5}>
                <title>{`${word}: ${event.text}`}</title>
              </circle>
              <text className={css.word} x={x} y={above ? y - 12 : y + 20} textAnchor="middle">
                {word}
              </text>
              <text className={css.date} x={x} y={above ? y - 24 : y + 32} textAnchor="middle">
                {date}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </div>
  );
}

function LifeList({ moments, own }: { moments: Moment[]; own: string }) {
  const code = useCode();
  return (
    <ol className={css.events}>
      {moments.map(({ event, events }) => (
        <li key={`${event.at}${event.kind}${event.item?.id ?? ""}${event.text}`}>
          <span className="number muted">{showInstant(event.at)}</span>
          <strong>{code("life", event.kind)}</strong>
          <span>
            {event.label && <Portion label={event.label} />} {event.text}{" "}
            <span className="muted">
              {event.forum?.name}{" "}
              {event.meeting && (
                <Link to="/meetings/$id" params={{ id: event.meeting.id }} className="ref">
                  {event.meeting.ref}
                </Link>
              )}{" "}
              <Others events={events} own={own} />
              {event.standing && <StandingMark standing={event.standing} />}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function Others({ events, own }: { events: LifeEvent[]; own: string }) {
  return events.map(({ item }) =>
    item && item.id !== own ? (
      <span key={item.id}>
        <Link to="/taskings/$id" params={{ id: item.id }} className="ref">
          {item.ref}
        </Link>{" "}
      </span>
    ) : null,
  );
}
