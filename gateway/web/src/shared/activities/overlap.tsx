import { Link } from "@tanstack/react-router";
import { Hosts, periodWords } from "@/shared/activities/marks";
import type { ActivityName, Overlap } from "@/shared/activities/types";
import { countryName } from "@/shared/countries/iso";
import { showDate } from "@/shared/dates/show";
import { type Translate, useCode, useT } from "@/shared/i18n";
import { nationInSentence } from "@/shared/i18n/en/nation";
import { Portion } from "@/shared/label/portion";
import { Mark } from "@/shared/ui/marks";

/** An activity that another record names: a link, its nation, when and where. */
export function NamedActivity({ activity, hosts = false }: { activity: ActivityName; hosts?: boolean }) {
  const t = useT();
  const { id, title, label, lead, owner } = activity;
  return (
    <span>
      <Portion label={label} />{" "}
      <Link to="/activities/$id" params={{ id }} className="link">
        {title}
      </Link>{" "}
      <span className="muted small">
        {[countryName(lead || owner), periodWords(t, activity)].join(" · ")}
        {hosts && activity.hosts.length > 0 && (
          <>
            {" · "}
            <Hosts codes={activity.hosts} />
          </>
        )}
      </span>
    </span>
  );
}

/** Whether two activities meet, and on what ground that is known. */
export function OverlapMarks({ overlap }: { overlap: Pick<Overlap, "kind" | "basis"> }) {
  const code = useCode();
  const t = useT();
  return (
    <>
      <Mark tone={overlap.kind === "definite" ? "danger" : "warn"}>{code("overlap.kind", overlap.kind)}</Mark>{" "}
      {overlap.basis === "presence" && (
        <Mark title={t("overlap.presence.title")}>{t("overlap.presence")}</Mark>
      )}
    </>
  );
}

/** What overlaps, in a line: two activities, or one's own and a presence. */
export function OverlapSides({ overlap }: { overlap: Overlap }) {
  const t = useT();
  const own = overlap.left ? [overlap.left] : overlap.own;
  return (
    <>
      {own.slice(0, 3).map((activity) => (
        <div key={activity.id}>
          <NamedActivity activity={activity} />
        </div>
      ))}
      {overlap.right && (
        <div>
          <NamedActivity activity={overlap.right} />
        </div>
      )}
      {overlap.other && (
        <div className="muted">
          {t("overlap.other", {
            nation: nationInSentence(countryName(overlap.other.nation)),
          })}
        </div>
      )}
    </>
  );
}

/** When it overlaps, as exact as it is known. */
export function overlapWhen(t: Translate, { month, from, to }: Overlap): string {
  return month ? (showDate(month) ?? "") : periodWords(t, { start: from, end: to });
}
