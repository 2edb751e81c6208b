import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { counted } from "@/features/figures/counted";
import css from "@/features/figures/figures.module.css";
import { type Chosen, labelsOf } from "@/features/figures/types";
import { NationCodes } from "@/shared/activities/marks";
import { ActivitiesPage } from "@/shared/activities/page";
import { askedOf } from "@/shared/activities/selection";
import type { WorldMap } from "@/shared/activities/types";
import { useRecord } from "@/shared/api/queries";
import { Chart } from "@/shared/charts/chart";
import { Picture, useWidth } from "@/shared/charts/picture";
import type { world } from "@/shared/charts/world";
import { countryName } from "@/shared/countries/iso";
import { useT } from "@/shared/i18n";
import { Bones, Empty, Loads } from "@/shared/ui/loads";

const number = new Intl.NumberFormat();
/** The drawing of the world comes when it is asked for: nothing else needs it. */
const worldOptions = {
  queryKey: ["figure", "world"],
  queryFn: () => import("@/shared/charts/world").then((module) => ({ draw: module.world })),
  staleTime: Number.POSITIVE_INFINITY,
};

/** The selection on a map of the world, with the list of countries beside it. */
export function MapView({ selection, change }: Chosen) {
  const t = useT();
  const query = useRecord<WorldMap>("figure", "/figures/map", askedOf(selection));
  const drawn = useQuery(worldOptions).data;
  return (
    <ActivitiesPage
      title={t("map.title")}
      below={t("map.lead")}
      labels={[query.data?.value.label]}
      selection={selection}
      change={change}
    >
      <Loads query={query} rows={12}>
        {({ value }) =>
          value.countries.length === 0 ? (
            <Empty title={t("activities.empty")}>{t("activities.empty.text")}</Empty>
          ) : drawn ? (
            <Shown map={value} draw={drawn.draw} />
          ) : (
            <Bones rows={12} />
          )
        }
      </Loads>
    </ActivitiesPage>
  );
}

function Shown({ map: { countries, label }, draw: paint }: { map: WorldMap; draw: typeof world }) {
  const t = useT();
  const navigate = useNavigate();
  const [here, setHere] = useState<string | undefined>();
  const [place, width] = useWidth<HTMLDivElement>();
  const rows = useMemo(() => [...countries].sort((a, b) => b.n - a.n), [countries]);
  const counts = useMemo(() => new Map(rows.map(({ country, n }) => [country, n])), [rows]);
  const write = useCallback((n: number) => t("map.count", { count: n }), [t]);
  const draw = useCallback((wide: number) => paint({ counts, width: wide, write }), [paint, counts, write]);
  const drawing = useMemo(
    () => (width === null ? null : paint({ counts, width, write, here })),
    [paint, counts, width, write, here],
  );
  const summary = t("map.summary", {
    count: rows.length,
    first: rows[0] ? countryName(rows[0].country) : "",
  });
  const go = (code: string) => void navigate({ to: "/countries/$code", params: { code } });
  return (
    <Chart
      title={t("map.countries")}
      name="map"
      rows={rows}
      rowId={({ country }) => country}
      rowName={({ country }) => countryName(country)}
      labels={labelsOf(label)}
      draw={draw}
      summary={summary}
      note={t("map.note")}
      stands={
        <div className={css.world}>
          <div ref={place}>
            {drawing && <Picture drawing={drawing} label={`${t("map.countries")}. ${summary}`} choose={go} />}
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
          <ol className={css.countries} aria-label={t("map.list")} tabIndex={0}>
            {rows.map(({ country, n }) => (
              <li key={country} onMouseEnter={() => setHere(country)} onMouseLeave={() => setHere(undefined)}>
                <Link
                  to="/countries/$code"
                  params={{ code: country }}
                  onFocus={() => setHere(country)}
                  onBlur={() => setHere(undefined)}
                >
                  {countryName(country)}
                </Link>
                <span className="number">{number.format(n)}</span>
              </li>
            ))}
          </ol>
        </div>
      }
      columns={[
        {
          id: "country",
          header: t("activity.hosts"),
          grow: true,
          value: ({ country }) => countryName(country),
          cell: ({ country }) => (
            <Link to="/countries/$code" params={{ code: country }}>
              {countryName(country)}
            </Link>
          ),
        },
        ...counted(t),
        {
          id: "leads",
          header: t("activity.lead"),
          minor: true,
          value: ({ leads }) => leads.join(" "),
          cell: ({ leads }) => <NationCodes codes={leads} />,
        },
      ]}
    />
  );
}
