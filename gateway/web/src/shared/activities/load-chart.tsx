import { useCallback, useMemo } from "react";
import type { Load, LoadMonth } from "@/shared/activities/types";
import type { LabelView } from "@/shared/api/types";
import { Chart } from "@/shared/charts/chart";
import { type GridRow, grid } from "@/shared/charts/grid";
import { HeatTable } from "@/shared/charts/heat-table";
import { countryName } from "@/shared/countries/iso";
import { showDate } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";

interface Props {
  loads: Load[];
  labels: LabelView[];
  title: string;
  /** What stands at the head of a host's row. */
  head?: (country: string) => React.ReactNode;
}
interface Row {
  country: string;
  month: LoadMonth;
}

const short = (month: string) => `${month.slice(5)}/${month.slice(2, 4)}`;

/** How much each host is asked to take a month, against what it can: the word stands in every cell, not only a colour. */
export function LoadChart({ loads, labels, title, head }: Props) {
  const t = useT();
  const code = useCode();
  const months = useMemo(
    () => [...new Set(loads.flatMap((load) => load.months.map(({ month }) => month)))].sort(),
    [loads],
  );
  const rows = useMemo<GridRow[]>(
    () =>
      loads.map((load) => ({
        id: load.country,
        name: load.unit ?? countryName(load.country),
        cells: months.map((month) => {
          const found = load.months.find((each) => each.month === month);
          if (!found) return null;
          const says = code("load.state", found.state);
          const quiet = found.state === "unknown" && found.activities === 0;
          const limit = found.capacity?.activities;
          const number = limit ? `${found.activities}/${limit}` : String(found.activities);
          const word = found.state === "unknown" ? "" : ` ${says.toLowerCase()}`;
          return {
            words: quiet ? "" : number + word,
            value: found.activities,
            says: t("load.cell", {
              month: showDate(month) ?? month,
              count: found.activities,
              possible: found.possible,
              people: found.people,
              state: says,
            }),
            over: found.state === "over",
          };
        }),
      })),
    [loads, months, t, code],
  );
  const draw = useCallback(
    (width: number) => grid({ columns: months.map(short), rows, width }),
    [months, rows],
  );
  const lines: Row[] = loads.flatMap((load) =>
    load.months.map((month) => ({ country: load.country, month })),
  );
  return (
    <Chart
      title={title}
      name="load"
      rows={lines}
      rowId={({ country, month }) => `${country}-${month.month}`}
      rowName={({ country, month }) => `${countryName(country)} ${month.month}`}
      labels={labels}
      draw={draw}
      summary={t("load.summary")}
      note={t("load.note")}
      stands={
        <HeatTable
          caption={title}
          corner={t("activity.hosts")}
          columns={months.map((id) => ({ id, name: showDate(id) ?? id, short: short(id) }))}
          rows={rows}
          head={head && ((row) => head(row.id))}
          none={t("load.none")}
        />
      }
      columns={[
        {
          id: "host",
          header: t("activity.hosts"),
          grow: true,
          value: ({ country }) => countryName(country),
          cell: ({ country }) => countryName(country),
        },
        {
          id: "month",
          header: t("load.month"),
          value: ({ month }) => month.month,
          cell: ({ month }) => showDate(month.month),
        },
        {
          id: "activities",
          header: t("activities.title"),
          align: "end",
          value: ({ month }) => month.activities,
          cell: ({ month }) => month.activities,
        },
        {
          id: "possible",
          header: t("load.possible"),
          align: "end",
          minor: true,
          value: ({ month }) => month.possible,
          cell: ({ month }) => month.possible,
        },
        {
          id: "people",
          header: t("activity.people"),
          align: "end",
          minor: true,
          value: ({ month }) => month.people,
          cell: ({ month }) => month.people,
        },
        {
          id: "capacity",
          header: t("load.capacity"),
          align: "end",
          value: ({ month }) => month.capacity?.activities ?? "",
          cell: ({ month }) => month.capacity?.activities ?? t("load.notSaid"),
        },
        {
          id: "state",
          header: t("overlap.state"),
          value: ({ month }) => code("load.state", month.state),
          cell: ({ month }) => code("load.state", month.state),
        },
      ]}
    />
  );
}
