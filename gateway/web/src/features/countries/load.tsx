import { Select, TextInput } from "@mantine/core";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import css from "@/features/countries/load.module.css";
import { LoadChart } from "@/shared/activities/load-chart";
import { ActivitiesPage } from "@/shared/activities/page";
import type { HostList, HostRow, Load } from "@/shared/activities/types";
import { recordOptions, useRecord } from "@/shared/api/queries";
import type { LabelView } from "@/shared/api/types";
import { countryName } from "@/shared/countries/iso";
import { showDate, today } from "@/shared/dates/show";
import { readDate } from "@/shared/dates/typed";
import { useT } from "@/shared/i18n";
import { Bones, Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { Part } from "@/shared/ui/page";
import { DataTable } from "@/shared/ui/table";

/** So many hosts' calendars stand at once. */
const AT_ONCE = 12;

export interface Filters {
  hosts?: string;
  from?: string;
}

/** The hosts and how loaded they are: a list of all, and the calendars of the busiest or of those chosen. */
export function LoadView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const [typed, setTyped] = useState(filters.from ?? "");
  const query = useRecord<HostList>("host", "/hosts");
  const hosts = query.data?.value.items ?? [];
  const chosen = filters.hosts?.split(",") ?? hosts.slice(0, AT_ONCE).map(({ country }) => country);
  const from = filters.from ? readDate(filters.from, today())?.value?.slice(0, 7) : undefined;
  const loads = useQueries({
    queries: chosen.map((country) =>
      recordOptions<Load>("host", `/hosts/${country}/load`, {
        months: 12,
        from: from?.length === 4 ? `${from}-01` : from,
      }),
    ),
  });
  const known = loads.flatMap(({ data }) => (data ? [data.value] : []));
  const labels = [...known.map(({ label }) => label), query.data?.value.label];
  return (
    <ActivitiesPage title={t("load.title")} below={t("load.lead")} labels={labels}>
      <div className={`${css.filters} screen-only`}>
        <Select
          size="xs"
          aria-label={t("load.host")}
          placeholder={t("load.host")}
          searchable
          clearable
          data={hosts.map(({ country }) => ({ value: country, label: countryName(country) }))}
          value={chosen.length === 1 && filters.hosts ? (chosen[0] ?? null) : null}
          onChange={(country) => change({ ...filters, hosts: country ?? undefined })}
        />
        <TextInput
          size="xs"
          aria-label={t("load.from")}
          placeholder={t("load.from")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => change({ ...filters, from: typed || undefined })}
          onKeyDown={(event) => event.key === "Enter" && change({ ...filters, from: typed || undefined })}
        />
      </div>
      <Loads query={query} rows={8}>
        {() =>
          hosts.length === 0 ? (
            <Empty title={t("load.empty")}>{t("load.empty.text")}</Empty>
          ) : (
            <>
              {known.length > 0 ? (
                <LoadChart
                  loads={known}
                  labels={labels.filter((label): label is LabelView => Boolean(label))}
                  title={t("load.calendar")}
                  head={(country) => (
                    <Link to="/countries/$code" params={{ code: country }} className="link">
                      {countryName(country)}
                    </Link>
                  )}
                />
              ) : (
                <Bones rows={4} />
              )}
              <Hosts rows={hosts} />
            </>
          )
        }
      </Loads>
    </ActivitiesPage>
  );
}

function Hosts({ rows }: { rows: HostRow[] }) {
  const t = useT();
  const count = (id: "underway" | "coming" | "gaps") => ({
    id,
    header: t(`host.${id}`),
    align: "end" as const,
    value: (row: HostRow) => row[id],
    cell: (row: HostRow) => row[id],
  });
  return (
    <Part title={t("host.all")}>
      <DataTable
        name="hosts"
        rows={rows}
        rowId={({ country }) => country}
        rowName={({ country }) => countryName(country)}
        caption={t("host.all")}
        columns={[
          {
            id: "host",
            header: t("activity.hosts"),
            grow: true,
            value: ({ country }) => countryName(country),
            cell: ({ country }) => (
              <Link to="/countries/$code" params={{ code: country }}>
                {countryName(country)}
              </Link>
            ),
          },
          count("underway"),
          count("coming"),
          {
            id: "overlaps",
            header: t("overlaps.title"),
            value: ({ overlaps }) => overlaps.definite * 1000 + overlaps.possible,
            cell: ({ overlaps: { definite, possible } }) =>
              definite + possible > 0 && t("host.overlaps", { definite, possible }),
          },
          count("gaps"),
          {
            id: "over",
            header: t("host.over"),
            minor: true,
            value: ({ over }) => over.length,
            cell: ({ over }) =>
              over.length > 0 && (
                <Mark tone="danger">{over.map((month) => showDate(month) ?? month).join(", ")}</Mark>
              ),
          },
        ]}
      />
    </Part>
  );
}
