import { Link } from "@tanstack/react-router";
import css from "@/shared/activities/activities.module.css";
import type { Activity } from "@/shared/activities/types";
import { countryName } from "@/shared/countries/iso";
import { showDate } from "@/shared/dates/show";
import { type Translate, useCode } from "@/shared/i18n";
import { Mark } from "@/shared/ui/marks";

type Tone = "plain" | "good" | "warn" | "danger" | "note" | "accent";
const TONES: Record<string, Tone> = {
  proposed: "plain",
  planned: "note",
  confirmed: "accent",
  underway: "accent",
  completed: "good",
  postponed: "warn",
  cancelled: "danger",
};

/** How far an activity is, in a word. */
export function StatusMark({ status }: { status: string }) {
  const code = useCode();
  return <Mark tone={TONES[status] ?? "plain"}>{code("activity.status", status)}</Mark>;
}

/** "June 2019 to 2020": each end as exact as it is known; "from 2016" where no end is. */
export function periodWords(t: Translate, { start, end }: Pick<Activity, "start" | "end">): string {
  const [from, to] = [showDate(start), showDate(end)];
  if (!from && !to) return t("date.unknown");
  if (from && to) return from === to ? from : t("activity.period", { from, to });
  return from ? t("activity.period.from", { from }) : t("activity.period.to", { to: to ?? "" });
}

/** Host countries, each a link to its page. */
export function Hosts({ codes }: { codes: string[] }) {
  return codes.map((code, at) => (
    <span key={code}>
      {at > 0 && ", "}
      <Link to="/countries/$code" params={{ code }}>
        {countryName(code)}
      </Link>
    </span>
  ));
}

/** Nations by code, each with its name; the lead's stands out. */
export function NationCodes({ codes, lead }: { codes: string[]; lead?: string }) {
  return (
    <span className={css.codes}>
      {codes.map((code) => (
        <span key={code} title={countryName(code)} data-lead={code === lead || undefined}>
          <span aria-hidden="true">{code}</span>
          <span className="hidden-text">{countryName(code)}</span>
        </span>
      ))}
    </span>
  );
}
