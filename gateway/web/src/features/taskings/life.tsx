import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { draw } from "@/features/taskings/layout";
import css from "@/features/taskings/taskings.module.css";
import { forumsOptions, useRecord } from "@/shared/api/queries";
import type { LifeEvent } from "@/shared/api/types";
import { showDay, showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { StandingMark } from "@/shared/ui/marks";
import { Part } from "@/shared/ui/page";

/** The whole life of a tasking, with its children and escalations: as a drawing, and as a list that says the same. */
export function Life({ id, reference }: { id: string; reference: string }) {
  const t = useT();
  const query = useRecord<{ items: LifeEvent[] }>("item", `/taskings/${id}/life`);
  usePageLabels(query.data?.value.items.map(({ label }) => label));
  return (
    <Part title={t("item.life")}>
      <Loads query={query} rows={4}>
        {({ value }) =>
          value.items.length === 0 ? (
            <Empty title={t("item.life.empty")} />
          ) : (
            <>
              {value.items.length > 1 && <LifeDrawing events={value.items} reference={reference} />}
              <LifeList events={value.items} own={id} />
            </>
          )
        }
      </Loads>
    </Part>
  );
}

function LifeDrawing({ events, reference }: { events: LifeEvent[]; reference: string }) {
  const t = useT();
  const code = useCode();
  const forums = useQuery(forumsOptions).data ?? [];
  const { width, height, lanes, dots, paths } = draw(events, forums);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a drawing that scrolls sideways must be reachable by key
    // biome-ignore lint/a11y/useSemanticElements: a frame that scrolls is no form field set
    <div className={css.drawing} tabIndex={0} role="group" aria-label={t("item.life")}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t("item.life.drawing", { ref: reference })}
      >
        {lanes.map(({ name, y }) => (
          <g key={name}>
            <line className={css.lane} x1={0} x2={width} y1={y} y2={y} />
            <text className={css.laneName} x={0} y={y - 6}>
              {name.length > 30 ? `${name.slice(0, 29)}…` : name}
            </text>
          </g>
        ))}
        {paths.map((d) => (
          <path key={d} className={css.path} d={d} />
        ))}
        {dots.map(({ x, y, event, above }) => (
          <g key={`${event.at}${event.kind}${x}`}>
            <circle className={css.dot} data-kind={event.kind} cx={x} cy={y} r={5}>
              <title>{`${code("life", event.kind)}: ${event.text}`}</title>
            </circle>
            <text className={css.word} x={x} y={above ? y - 11 : y + 19} textAnchor="middle">
              {code("life", event.kind)}
            </text>
            <text className={css.date} x={x} y={above ? y - 22 : y + 30} textAnchor="middle">
              {showDay(event.at.slice(0, 10))}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function LifeList({ events, own }: { events: LifeEvent[]; own: string }) {
  const code = useCode();
  return (
    <ol className={css.events}>
      {events.map((event) => (
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
              {event.item && event.item.id !== own && (
                <Link to="/taskings/$id" params={{ id: event.item.id }} className="ref">
                  {event.item.ref}
                </Link>
              )}{" "}
              {event.standing && <StandingMark standing={event.standing} />}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
