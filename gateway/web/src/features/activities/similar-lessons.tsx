import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import css from "@/features/activities/activities.module.css";
import { useLikeness } from "@/shared/activities/likeness";
import type { Activity } from "@/shared/activities/types";
import { recordOptions } from "@/shared/api/queries";
import type { components } from "@/shared/api/schema.gen";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { Part } from "@/shared/ui/page";

type Similar = components["schemas"]["SimilarLesson"];

/** Lessons from work like an activity: what whoever plans it should have read. */
export function SimilarLessons({ record }: { record: Activity }) {
  const t = useT();
  const code = useCode();
  const likeness = useLikeness();
  const query = useQuery(
    recordOptions<{ items: Similar[] }>("lesson", "/lessons/similar", {
      activity: record.id,
      tool: record.tool,
      country: record.hosts,
      area: record.capability_areas,
      taking_part: record.participants.map(({ unit }) => unit ?? "").filter(Boolean),
    }),
  );
  const items = query.data?.value.items ?? [];
  usePageLabels(items.map(({ label }) => label));
  if (items.length === 0) return null;
  return (
    <Part title={t("activity.lessons")}>
      <ul className={css.parts}>
        {items.map(({ id, title, label, state, observation, why }) => (
          <li key={id}>
            <span className={css.grow}>
              <Portion label={label} />{" "}
              <Link to="/lessons/$id" params={{ id }} className="link">
                {title}
              </Link>{" "}
              <span className="muted small">{code("lesson.short", state)}</span>
              <div className="small">{observation}</div>
              <div className="muted small">{likeness(why)}</div>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
