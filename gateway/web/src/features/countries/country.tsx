import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Capacities } from "@/features/countries/capacities";
import css from "@/features/countries/countries.module.css";
import { Objectives } from "@/features/countries/objectives";
import { Caveats, Demands, Suggestions } from "@/features/countries/parts";
import { hostLabels } from "@/shared/activities/labels";
import { LoadChart } from "@/shared/activities/load-chart";
import { StatusMark } from "@/shared/activities/marks";
import { NamedActivity, OverlapMarks, OverlapSides, overlapWhen } from "@/shared/activities/overlap";
import type { Host, Load } from "@/shared/activities/types";
import { useRecord } from "@/shared/api/queries";
import type { LabelView } from "@/shared/api/types";
import { countryName } from "@/shared/countries/iso";
import { showDate } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";
import { Empty, Loads } from "@/shared/ui/loads";
import { Page, Part } from "@/shared/ui/page";

/** Everything about one host: what a planner can act on first, then who does what, load, overlaps, gaps and demand. */
export function CountryView({ code }: { code: string }) {
  const t = useT();
  const query = useRecord<Host>("host", `/hosts/${code}`);
  const load = useRecord<Load>("host", `/hosts/${code}/load`, { months: 18 });
  const host = query.data?.value;
  return (
    <Page
      title={countryName(code)}
      labels={[...(host ? hostLabels(host) : []), load.data?.value.label]}
      above={<Link to="/activities/map">{t("country.above")}</Link>}
      wide
      actions={
        <>
          <Button component={Link} to="/activities" search={{ host: code } as never} variant="default">
            {t("country.activities")}
          </Button>
          <Button
            component={Link}
            to="/activities/statistics"
            search={{ host: code } as never}
            variant="default"
          >
            {t("activities.statistics")}
          </Button>
        </>
      }
    >
      <Loads query={query} rows={10}>
        {({ value }) => <Body host={value} load={load.data?.value ?? value.load} />}
      </Loads>
    </Page>
  );
}

function Body({ host, load }: { host: Host; load: Load | null }) {
  const t = useT();
  const labels = [host.label, load?.label].filter((label): label is LabelView => Boolean(label));
  return (
    <>
      {host.says.length > 0 && (
        <section className={css.says} aria-label={t("country.says")}>
          <h2>{t("country.says")}</h2>
          <ul>
            {host.says.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
      <Who host={host} />
      <Meetings host={host} />
      {load && <LoadChart loads={[load]} labels={labels} title={t("country.load")} />}
      {load && load.windows.length > 0 && (
        <p className={css.windows}>
          {t("load.windows", {
            windows: load.windows.map(({ from, to }) => `${showDate(from)} – ${showDate(to)}`).join(", "),
          })}
        </p>
      )}
      <Capacities host={host.country} capacities={host.capacities} />
      <Objectives host={host.country} objectives={host.objectives} />
      <Suggestions suggestions={host.suggestions} />
      <Demands demands={host.demands} />
      <Caveats caveats={host.caveats} />
    </>
  );
}

/** Who is there and who comes. */
function Who({ host: { nations, country } }: { host: Host }) {
  const t = useT();
  if (nations.length === 0) return <Empty title={t("country.empty")}>{t("country.empty.text")}</Empty>;
  return (
    <Part title={t("country.nations")}>
      <ul className={css.nations}>
        {nations.map(({ nation, underway, coming, past }) => (
          <li key={nation}>
            <h3>{countryName(nation)}</h3>
            <ul>
              {[...underway, ...coming].map((activity) => (
                <li key={activity.id}>
                  <NamedActivity activity={activity} /> <StatusMark status={activity.status} />
                </li>
              ))}
              {past > 0 && (
                <li>
                  <Link to="/activities" search={{ host: country, lead: nation } as never} className="link">
                    {t("country.past", { count: past })}
                  </Link>
                </li>
              )}
            </ul>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Meetings({ host: { overlaps, country } }: { host: Host }) {
  const t = useT();
  if (overlaps.length === 0) return null;
  return (
    <Part
      title={t("overlaps.title")}
      aside={
        <Link to="/activities/overlaps" search={{ host: country } as never} className="link small">
          {t("country.overlaps")}
        </Link>
      }
    >
      <ul className={css.lines}>
        {overlaps.map((overlap) => (
          <li key={overlap.id}>
            <div>
              <OverlapMarks overlap={overlap} />{" "}
              <Link to="/activities/overlaps/$id" params={{ id: overlap.id }} className="link">
                {overlap.why[0] ?? t("overlap.open")}
              </Link>{" "}
              <span className="muted small">{overlapWhen(t, overlap)}</span>
            </div>
            <OverlapSides overlap={overlap} />
          </li>
        ))}
      </ul>
    </Part>
  );
}
