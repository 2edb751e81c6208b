import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { periodsOf } from "@/features/figures/periods";
import { type Chosen, labelsOf } from "@/features/figures/types";
import { periodWords, StatusMark } from "@/shared/activities/marks";
import { ActivitiesPage } from "@/shared/activities/page";
import { askedOf, TOOLS } from "@/shared/activities/selection";
import type { ActivityLine, Months } from "@/shared/activities/types";
import { usePages, useRecord } from "@/shared/api/queries";
import { bars } from "@/shared/charts/bars";
import { Chart } from "@/shared/charts/chart";
import { type Span, timeline } from "@/shared/charts/timeline";
import { countryName } from "@/shared/countries/iso";
import { showDate, today } from "@/shared/dates/show";
import { daysOf } from "@/shared/dates/span";
import { useCode, useT } from "@/shared/i18n";
import { Empty, Loads } from "@/shared/ui/loads";

const number = new Intl.NumberFormat();
/** What begins by then has a known start: the latest of a list without one would be what has none. */
const LAST_DAY = "9998-12-31";

/** The selection over time: all of it by month or year, and the activities themselves with their ends as exact as known. */
export function TimelineView({ selection, change }: Chosen) {
  const t = useT();
  const asked = askedOf(selection);
  const months = useRecord<Months>("figure", "/figures/months", asked);
  const dated = { ...asked, to: asked.to ?? LAST_DAY };
  const list = usePages<ActivityLine>("activity", "/activities", { ...dated, order: "desc" });
  return (
    <ActivitiesPage
      title={t("timeline.title")}
      below={t("timeline.lead")}
      labels={[months.data?.value.label, ...list.items.map(({ label }) => label)]}
      selection={selection}
      change={change}
    >
      <Loads query={months} rows={6}>
        {({ value }) => value.months.length > 0 && <Over months={value} />}
      </Loads>
      <Loads query={list} rows={8}>
        {() =>
          list.items.length === 0 ? (
            <Empty title={t("timeline.empty")}>{t("timeline.empty.text")}</Empty>
          ) : (
            <Lanes activities={list.items} more={list.more} />
          )
        }
      </Loads>
    </ActivitiesPage>
  );
}

interface Period {
  period: string;
  tool: string;
  n: number;
}

function Over({ months: { by, months, label } }: { months: Months }) {
  const t = useT();
  const code = useCode();
  const byYear = by === "year";
  const rows = useMemo<Period[]>(
    () => months.map(({ month, tool, n }) => ({ period: month.slice(0, byYear ? 4 : 7), tool, n })),
    [months, byYear],
  );
  const draw = useCallback(
    (width: number) => {
      const categories = periodsOf(rows.map(({ period }) => period));
      const tools = [...TOOLS, ""].filter((tool) => rows.some((row) => row.tool === tool));
      const counted = new Map(rows.map(({ period, tool, n }) => [`${period} ${tool}`, n]));
      const series = tools.map((tool) => ({
        name: code("activity.tool", tool),
        values: categories.map((period) => counted.get(`${period} ${tool}`) ?? 0),
      }));
      return bars({ categories, series, width, write: number.format });
    },
    [rows, code],
  );
  return (
    <Chart
      title={t(byYear ? "timeline.years" : "timeline.months")}
      name="months"
      rows={rows}
      rowId={({ period, tool }) => `${period} ${tool}`}
      rowName={({ period, tool }) => `${period} ${tool}`}
      labels={labelsOf(label)}
      draw={draw}
      summary={t("timeline.summary")}
      note={t(byYear ? "timeline.years.note" : "timeline.note")}
      columns={[
        {
          id: "period",
          header: t("timeline.period"),
          grow: true,
          value: ({ period }) => period,
          cell: ({ period }) => showDate(period),
        },
        {
          id: "tool",
          header: t("activity.tool"),
          value: ({ tool }) => code("activity.tool", tool),
          cell: ({ tool }) => code("activity.tool", tool),
        },
        {
          id: "n",
          header: t("activities.title"),
          align: "end",
          value: ({ n }) => n,
          cell: ({ n }) => number.format(n),
        },
      ]}
    />
  );
}

interface LanesProps {
  activities: ActivityLine[];
  more: { has: boolean; busy: boolean; load: () => void };
}

function Lanes({ activities, more }: LanesProps) {
  const t = useT();
  const code = useCode();
  const navigate = useNavigate();
  const spans = useMemo<Span[]>(
    () =>
      activities.map((activity) => ({
        of: activity.id,
        name: activity.title,
        start: daysOf(activity.start),
        end: daysOf(activity.end),
        says: `${activity.title}: ${periodWords(t, activity)}`,
        tone: Math.max(0, TOOLS.indexOf(activity.tool as never)) % 8,
      })),
    [activities, t],
  );
  const draw = useCallback((width: number) => timeline({ spans, width, today: today() }), [spans]);
  return (
    <Chart
      title={t("timeline.activities")}
      name="timeline"
      rows={activities}
      rowId={({ id }) => id}
      rowName={({ title }) => title}
      labels={activities.map(({ label }) => label)}
      draw={draw}
      summary={t("timeline.activities.summary", { count: activities.length })}
      note={t("timeline.activities.note")}
      choose={(id) => void navigate({ to: "/activities/$id", params: { id } })}
      aside={
        more.has && (
          <Button variant="subtle" loading={more.busy} onClick={more.load}>
            {t("list.more")}
          </Button>
        )
      }
      columns={[
        {
          id: "title",
          header: t("activity.name"),
          grow: true,
          value: ({ title }) => title,
          cell: ({ title }) => title,
        },
        {
          id: "host",
          header: t("activity.hosts"),
          value: ({ hosts }) => hosts.map(countryName).join(", "),
          cell: ({ hosts }) => hosts.map(countryName).join(", "),
        },
        {
          id: "tool",
          header: t("activity.tool"),
          minor: true,
          value: ({ tool }) => code("activity.tool", tool ?? ""),
          cell: ({ tool }) => code("activity.tool", tool ?? ""),
        },
        {
          id: "when",
          header: t("activity.when"),
          value: ({ start }) => start.value ?? "",
          cell: (activity) => periodWords(t, activity),
        },
        {
          id: "status",
          header: t("activity.status"),
          value: ({ status }) => status,
          cell: ({ status }) => <StatusMark status={status} />,
        },
      ]}
    />
  );
}
