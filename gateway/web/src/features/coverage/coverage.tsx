import { Button, Select } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import css from "@/features/coverage/coverage.module.css";
import { coverageSvg } from "@/features/coverage/picture";
import { forumsOptions, useRecord } from "@/shared/api/queries";
import type { Coverage, Figures } from "@/shared/api/types";
import { useList, useT } from "@/shared/i18n";
import { leaving } from "@/shared/label/leaving";
import { download } from "@/shared/ui/csv";
import { Figures as FigureRow } from "@/shared/ui/figures";
import { Loads } from "@/shared/ui/loads";
import { useFiction, useNames } from "@/shared/ui/names";
import { Page, Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";
import { RateBar } from "@/shared/ui/rate-bar";
import { type Column, DataTable } from "@/shared/ui/table";

interface Filters {
  forum?: string;
  nation?: string;
}

/** Whether what was tasked has been addressed: by forum and by nation. */
export function CoverageView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const names = useNames();
  const forums = useQuery(forumsOptions).data ?? [];
  const query = useRecord<Coverage>("insight", "/coverage", { ...filters });
  const nations = [...new Set(forums.flatMap((forum) => forum.nations))].sort();
  return (
    <Page
      title={t("coverage.title")}
      below={t("coverage.lead")}
      labels={[query.data?.value.banner]}
      actions={
        <>
          <Select
            aria-label={t("coverage.forum")}
            placeholder={t("coverage.forum")}
            clearable
            searchable
            value={filters.forum ?? null}
            onChange={(forum) => change({ ...filters, forum: forum ?? undefined })}
            data={forums.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Select
            aria-label={t("coverage.nation")}
            placeholder={t("coverage.nation")}
            clearable
            value={filters.nation ?? null}
            onChange={(nation) => change({ ...filters, nation: nation ?? undefined })}
            data={nations.map((code) => ({ value: code, label: names(code) }))}
          />
        </>
      }
    >
      <Loads query={query}>{({ value }) => <Shown coverage={value} />}</Loads>
    </Page>
  );
}

const idOf = ({ forum_id, name }: Coverage["by_forum"][number]) => forum_id ?? name.slice(0, 64);
const percent = (rate: number | null) => (rate === null ? "–" : `${Math.round(rate * 100)} %`);

function Shown({ coverage }: { coverage: Coverage }) {
  const t = useT();
  const list = useList();
  const names = useNames();
  const { linkage, adjudicated, time_to_first_address_days: days } = coverage;
  const labels = coverage.banner ? [coverage.banner] : [];
  const fiction = useFiction();
  const picture = useMutation({
    mutationFn: async () => {
      const { rows, marking, kept } = await leaving("coverage", coverage.by_forum, idOf, () => labels);
      if (kept > 0) return t("list.kept", { count: kept });
      const bars = rows.map(({ name, linkage: { rate } }) => ({ name, rate, words: percent(rate) }));
      const marks = [marking, fiction].filter(Boolean).join(" · ");
      download("coverage.svg", coverageSvg(t("coverage.rate"), bars, marks), "image/svg+xml");
      return undefined;
    },
    retry: false,
  });
  return (
    <>
      {coverage.stale.length > 0 && (
        <p className={css.stale}>{t("brief.stale", { sources: list(coverage.stale) })}</p>
      )}
      <FigureRow
        figures={[
          {
            main: true,
            name: t("coverage.rate"),
            value: percent(linkage.rate),
            note:
              linkage.had_one === 0
                ? t("coverage.none")
                : t("coverage.rate.of", { addressed: linkage.addressed, hadOne: linkage.had_one }),
          },
          ...(["no_venue", "blocked", "overdue", "orphans"] as const).map((name) => ({
            name: t(`coverage.${name}`),
            value: coverage[name],
            note: name === "orphans" && t("coverage.orphans.title"),
          })),
          { name: t("coverage.adjudicated"), value: t("coverage.adjudicated.of", adjudicated) },
          {
            name: t("coverage.first"),
            value: days.p50 === null ? "–" : Math.round(days.p50),
            note:
              days.p50 !== null &&
              t("coverage.first.of", { p50: Math.round(days.p50), p90: Math.round(days.p90 ?? days.p50) }),
          },
        ]}
      />
      <Part
        title={t("coverage.byForum")}
        aside={
          <Button variant="subtle" color="gray" onClick={() => picture.mutate()}>
            {t("coverage.svg")}
          </Button>
        }
      >
        {picture.error && <ProblemNotice error={picture.error} />}
        {picture.data && <p role="status">{picture.data}</p>}
        <DataTable
          rows={coverage.by_forum}
          rowId={idOf}
          rowName={({ name }) => name}
          caption={t("coverage.byForum")}
          exportAs="coverage-by-forum"
          labelsOf={() => labels}
          columns={[
            {
              id: "forum",
              header: t("coverage.forum"),
              grow: true,
              value: ({ name }) => name,
              cell: ({ forum_id, name }) =>
                forum_id ? (
                  <Link to="/taskings" search={{ forum: forum_id }}>
                    {name}
                  </Link>
                ) : (
                  name
                ),
            },
            ...figureColumns<(typeof coverage.by_forum)[number]>(t),
          ]}
        />
      </Part>
      <Part title={t("coverage.byNation")}>
        <DataTable
          name="nations"
          rows={coverage.by_nation}
          rowId={({ nation }) => nation}
          rowName={({ nation }) => names(nation)}
          caption={t("coverage.byNation")}
          exportAs="coverage-by-nation"
          labelsOf={() => labels}
          columns={[
            {
              id: "nation",
              header: t("coverage.nation"),
              grow: true,
              value: ({ nation }) => names(nation),
              cell: ({ nation }) => (
                <Link to="/taskings" search={{ nation }}>
                  {names(nation)}
                </Link>
              ),
            },
            ...figureColumns<(typeof coverage.by_nation)[number]>(t),
          ]}
        />
      </Part>
    </>
  );
}

/** A rate in a file: in per cent; nothing where there is none. */
const rounded = (rate: number | null) => (rate === null ? "" : Math.round(rate * 100));

function figureColumns<T extends Figures>(t: ReturnType<typeof useT>): Column<T>[] {
  const count = (id: "open" | "no_venue" | "blocked" | "overdue" | "orphans"): Column<T> => ({
    id,
    header: t(`coverage.${id}`),
    align: "end",
    minor: id !== "overdue" && id !== "open",
    value: (row) => row[id],
    cell: (row) => (row[id] === 0 ? <span className="muted">0</span> : row[id]),
  });
  return [
    {
      id: "rate",
      header: t("coverage.rate"),
      align: "end",
      value: ({ linkage }) => linkage.rate ?? -1,
      exports: [
        { header: t("coverage.csv.rate"), value: ({ linkage }) => rounded(linkage.rate) },
        { header: t("coverage.csv.addressed"), value: ({ linkage }) => linkage.addressed },
        { header: t("coverage.csv.hadOne"), value: ({ linkage }) => linkage.had_one },
      ],
      cell: ({ linkage }) => (
        <RateBar
          value={linkage.rate}
          label={
            linkage.rate === null
              ? percent(null)
              : t("coverage.rate.short", {
                  rate: percent(linkage.rate),
                  addressed: linkage.addressed,
                  hadOne: linkage.had_one,
                })
          }
        />
      ),
    },
    count("open"),
    count("no_venue"),
    count("blocked"),
    count("overdue"),
    count("orphans"),
  ];
}
