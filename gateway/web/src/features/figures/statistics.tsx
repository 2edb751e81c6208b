import { Link } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo } from "react";
import { counted } from "@/features/figures/counted";
import css from "@/features/figures/figures.module.css";
import { type Chosen, labelsOf } from "@/features/figures/types";
import { ActivitiesPage } from "@/shared/activities/page";
import { askedOf, type Selection } from "@/shared/activities/selection";
import type { Count, Statistics } from "@/shared/activities/types";
import { useRecord } from "@/shared/api/queries";
import type { LabelView } from "@/shared/api/types";
import { bars, lines } from "@/shared/charts/bars";
import { Chart } from "@/shared/charts/chart";
import { countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { Figures } from "@/shared/ui/figures";
import { Empty, Loads } from "@/shared/ui/loads";

const number = new Intl.NumberFormat();
/** So many lines a picture has at most; the table has all. */
const SHOWN = 15;

/** The published profile of the selection: by fiscal year, tool, partner and purpose, duplicates removed. */
export function StatisticsView({ selection, change }: Chosen) {
  const t = useT();
  const query = useRecord<Statistics>("figure", "/figures/statistics", askedOf(selection));
  return (
    <ActivitiesPage
      title={t("statistics.title")}
      below={t("statistics.about")}
      labels={[query.data?.value.label]}
      selection={selection}
      change={change}
    >
      <Loads query={query} rows={10}>
        {({ value }) =>
          value.n === 0 ? (
            <Empty title={t("activities.empty")}>{t("activities.empty.text")}</Empty>
          ) : (
            <Shown statistics={value} selection={selection} />
          )
        }
      </Loads>
    </ActivitiesPage>
  );
}

const BREAKDOWNS = ["tool", "partner", "purpose", "host", "lead", "capability", "cell", "status"] as const;
type Breakdown = (typeof BREAKDOWNS)[number];
const COUNTRIES: Breakdown[] = ["partner", "host", "lead"];
/** The word of the selection that a breakdown's key belongs to. */
const WORD: Record<Breakdown | "year", keyof Selection> = {
  tool: "tool",
  partner: "nation",
  purpose: "purpose",
  host: "host",
  lead: "lead",
  capability: "capability",
  cell: "cell",
  status: "status",
  year: "fiscal_year",
};

function Shown({ statistics, selection }: { statistics: Statistics; selection: Selection }) {
  const t = useT();
  const labels = labelsOf(statistics.label);
  const common = { labels, selection };
  return (
    <>
      <Figures
        figures={[
          { name: t("activities.title"), value: number.format(statistics.n), main: true },
          { name: t("activity.people"), value: number.format(statistics.people) },
          ...statistics.cost.map(({ currency, amount }) => ({
            name: t("statistics.cost", { currency: currency || t("statistics.notSaid") }),
            value: number.format(Math.round(Number(amount))),
          })),
        ]}
      />
      <Years counts={statistics.by_year} {...common} />
      <div className={css.two}>
        {BREAKDOWNS.filter((of) => statistics[`by_${of}`].length > 0).map((of) => (
          <Counts key={of} of={of} counts={statistics[`by_${of}`]} {...common} />
        ))}
      </div>
    </>
  );
}

interface Props {
  counts: Count[];
  labels: LabelView[];
  selection: Selection;
}

function Years({ counts, ...common }: Props) {
  const t = useT();
  const known = useMemo(
    () => counts.filter(({ key }) => key).sort((a, b) => a.key.localeCompare(b.key)),
    [counts],
  );
  const draw = useCallback(
    (width: number) =>
      bars({
        categories: known.map(({ key }) => key),
        series: [{ name: t("activities.title"), values: known.map(({ n }) => n) }],
        width,
        write: number.format,
      }),
    [known, t],
  );
  const stands = known.length === 0 ? <p className="muted">{t("statistics.year.none")}</p> : undefined;
  return (
    <Breakdowns
      title={t("statistics.year")}
      of="year"
      counts={counts}
      draw={draw}
      stands={stands}
      {...common}
    />
  );
}

function Counts({ of, counts, ...common }: Props & { of: Breakdown }) {
  const t = useT();
  const nameOf = useNameOf(of);
  const draw = useCallback(
    (width: number) =>
      lines({
        rows: counts.slice(0, SHOWN).map(({ key, n }) => ({ of: key, name: nameOf(key), value: n })),
        width,
        write: number.format,
      }),
    [counts, nameOf],
  );
  const more = counts.length - SHOWN;
  return (
    <Breakdowns
      title={t(`statistics.${of}`)}
      of={of}
      counts={counts}
      draw={draw}
      note={more > 0 ? t("statistics.more", { count: more }) : undefined}
      {...common}
    />
  );
}

/** The name of a key of a breakdown: a country's, or the words of a code. */
function useNameOf(of: Breakdown | "year"): (key: string) => string {
  const t = useT();
  const code = useCode();
  return useCallback(
    (key) => {
      if (!key) return t("statistics.notSaid");
      if (of === "year") return key;
      if (COUNTRIES.includes(of)) return countryName(key);
      return code(of === "purpose" || of === "capability" ? of : `activity.${of}`, key);
    },
    [t, code, of],
  );
}

interface BreakdownProps extends Props {
  title: string;
  of: Breakdown | "year";
  draw: (width: number) => ReturnType<typeof bars>;
  note?: string;
  /** What stands in the place of a picture that would show nothing. */
  stands?: ReactNode;
}

function Breakdowns({ title, of, counts, labels, selection, draw, note, stands }: BreakdownProps) {
  const t = useT();
  const nameOf = useNameOf(of);
  return (
    <Chart
      title={title}
      name={`by-${of}`}
      rows={counts}
      rowId={({ key }) => key || "-"}
      rowName={({ key }) => nameOf(key)}
      labels={labels}
      draw={draw}
      summary={t("statistics.summary", { count: counts.length })}
      note={note}
      stands={stands}
      columns={[
        {
          id: "key",
          header: title,
          grow: true,
          value: ({ key }) => nameOf(key),
          cell: ({ key }) =>
            key ? (
              <Link to="/activities" search={{ ...selection, [WORD[of]]: key } as never}>
                {nameOf(key)}
              </Link>
            ) : (
              nameOf(key)
            ),
        },
        ...counted(t),
      ]}
    />
  );
}
