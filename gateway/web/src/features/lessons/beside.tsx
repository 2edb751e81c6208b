import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import css from "@/features/lessons/lessons.module.css";
import type { Counterpart, LessonChange } from "@/features/lessons/types";
import { useLikeness } from "@/shared/activities/likeness";
import { recordOptions } from "@/shared/api/queries";
import { countryName } from "@/shared/countries/iso";
import { showInstant } from "@/shared/dates/show";
import { type MessageKey, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { Loads } from "@/shared/ui/loads";
import { Part } from "@/shared/ui/page";

/** Activities like what a lesson comes from, and the units to ask. */
export function Counterparts({ id }: { id: string }) {
  const t = useT();
  const likeness = useLikeness();
  const query = useQuery(recordOptions<{ items: Counterpart[] }>("lesson", `/lessons/${id}/counterparts`));
  const items = query.data?.value.items ?? [];
  usePageLabels(items.map(({ label }) => label));
  return (
    <Part title={t("lesson.counterparts")}>
      <Loads query={query} rows={2}>
        {() =>
          items.length === 0 ? (
            <p className="muted">{t("lesson.counterparts.none")}</p>
          ) : (
            <ul className={css.rows}>
              {items.map(({ id: key, title, label, units, why }) => (
                <li key={key}>
                  <span className={css.grow}>
                    <Portion label={label} />{" "}
                    <Link to="/activities/$id" params={{ id: key }} className="link">
                      {title}
                    </Link>
                    <div className="muted small">{likeness(why)}</div>
                    {units.length > 0 && (
                      <div className="small">
                        {units.map(({ nation, unit }) => `${unit} (${countryName(nation)})`).join("; ")}
                      </div>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loads>
    </Part>
  );
}

/** What a lesson said before each change. */
export function LessonHistory({ id }: { id: string }) {
  const t = useT();
  const query = useQuery(recordOptions<{ items: LessonChange[] }>("lesson", `/lessons/${id}/history`));
  const items = query.data?.value.items ?? [];
  if (items.length === 0) return null;
  const field = (name: string) => t((NAMED[name] ?? `lesson.field.${name}`) as MessageKey);
  return (
    <Part title={t("lesson.history")}>
      <ul className={css.rows}>
        {items.map(({ at, before }) => (
          <li key={at}>
            <span className="number nowrap">{showInstant(at)}</span>
            <span className={css.grow}>
              {Object.entries(before).map(([name, said]) => (
                <div key={name}>
                  {field(name)}: {said || "–"}
                </div>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

const NAMED: Record<string, MessageKey> = {
  state: "lesson.state",
  reason: "lesson.reason",
  topics: "lesson.topics",
  withdrawn: "lesson.withdrawn",
};
