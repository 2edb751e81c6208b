import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import css from "@/features/brief/brief.module.css";
import { overlapLabels } from "@/shared/activities/labels";
import { NamedActivity, OverlapMarks, OverlapSides, overlapWhen } from "@/shared/activities/overlap";
import type { Overlap, Upcoming } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import { Due } from "@/shared/dates/due";
import { daysUntil } from "@/shared/dates/show";
import { MoreMessages, useT } from "@/shared/i18n";
import { registry } from "@/shared/i18n/en/registry";
import { usePageLabels } from "@/shared/label/banner";
import { useAct } from "@/shared/ui/act";
import { ProblemNotice } from "@/shared/ui/problem";

interface Marked {
  /** The line of the brief that was last in focus, and how that is said. */
  at: string;
  focus: (line: string) => void;
}

/** How a line of the page is marked. */
const lineOf = (name: string, { at, focus }: Marked) => ({
  className: css.line,
  "data-line": name,
  "data-at": name === at || undefined,
  onFocus: () => focus(name),
});

/** What of the registries needs this person's nation; it comes after the rest, with its own words. */
export function UpcomingPart(marked: Marked) {
  return (
    <MoreMessages words={registry}>
      <Body {...marked} />
    </MoreMessages>
  );
}

function Body(marked: Marked) {
  const t = useT();
  const query = useRecord<Upcoming>("overlap", "/upcoming");
  const found = query.data?.value;
  usePageLabels([
    ...(found?.overlaps.flatMap(overlapLabels) ?? []),
    ...(found?.activities.map(({ label }) => label) ?? []),
  ]);
  if (!found) return query.error ? <ProblemNotice error={query.error} compact /> : null;
  return (
    <>
      {found.overlaps.length > 0 && (
        <section aria-labelledby="upcoming-overlaps">
          <h2 id="upcoming-overlaps" className={css.group}>
            {t("upcoming.overlaps")}
          </h2>
          <ul className={css.lines}>
            {found.overlaps.map((overlap) => (
              <OverlapLine key={overlap.id} overlap={overlap} {...marked} />
            ))}
          </ul>
          {found.more_overlaps && (
            <Link to="/activities/overlaps" className="link small">
              {t("upcoming.overlaps.all")}
            </Link>
          )}
        </section>
      )}
      {found.activities.length > 0 && (
        <section aria-labelledby="upcoming-activities">
          <h2 id="upcoming-activities" className={css.group}>
            {t("upcoming.activities")}
          </h2>
          <ul className={css.lines}>
            {found.activities.map((activity) => {
              const days = daysUntil(activity.start);
              return (
                <li key={activity.id} {...lineOf(`activity-${activity.id}`, marked)}>
                  <div className={css.when}>
                    <Due date={activity.start} />
                    {activity.start.precision === "day" && days !== null && days >= 0 && (
                      <span className={css.far}>{t("date.in", { days })}</span>
                    )}
                  </div>
                  <div className={css.what}>
                    <NamedActivity activity={activity} hosts />
                  </div>
                </li>
              );
            })}
          </ul>
          {found.more_activities && (
            <Link to="/activities" className="link small">
              {t("upcoming.activities.all")}
            </Link>
          )}
        </section>
      )}
    </>
  );
}

/** An overlap in a line; "seen" takes it off the brief. */
function OverlapLine({ overlap, ...marked }: { overlap: Overlap } & Marked) {
  const t = useT();
  const act = useAct(() => api.post(`/overlaps/${overlap.id}/acts`, { act: "seen" }), ["overlap"]);
  const why = overlap.why[0] ?? t("overlap.open");
  return (
    <li {...lineOf(`overlap-${overlap.id}`, marked)}>
      <div className={css.when}>{overlapWhen(t, overlap)}</div>
      <div className={css.what}>
        <OverlapMarks overlap={overlap} />{" "}
        <Link to="/activities/overlaps/$id" params={{ id: overlap.id }} className="link">
          {why}
        </Link>
        <OverlapSides overlap={overlap} />
        {act.error ? <ProblemNotice error={act.error} compact /> : null}
      </div>
      <div className={css.acts}>
        {overlap.may.includes("seen") && (
          <Button variant="default" loading={act.isPending} onClick={() => act.mutate(undefined)}>
            {t("overlap.act.seen")}
            <span className="hidden-text">: {why}</span>
          </Button>
        )}
      </div>
    </li>
  );
}
