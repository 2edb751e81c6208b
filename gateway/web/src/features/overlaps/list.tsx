import { Select } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import css from "@/features/overlaps/overlaps.module.css";
import { Presence } from "@/features/overlaps/presence";
import { overlapLabels } from "@/shared/activities/labels";
import { OverlapMarks, OverlapSides, overlapWhen } from "@/shared/activities/overlap";
import { ActivitiesPage } from "@/shared/activities/page";
import type { Overlap } from "@/shared/activities/types";
import { usePages } from "@/shared/api/queries";
import { countryChoices, countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useMyNation } from "@/shared/ui/names";
import { SavedViews } from "@/shared/ui/saved-views";
import { DataTable } from "@/shared/ui/table";

export interface Filters {
  state?: string;
  kind?: string;
  basis?: string;
  host?: string;
}
const STATES = ["new", "seen", "accepted", "resolved"] as const;
const TONES = { new: "accent", seen: "note", accepted: "good", resolved: "plain" } as const;

/** Where activities of several nations meet: those that nobody has dealt with first. */
export function OverlapsView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const code = useCode();
  const navigate = useNavigate();
  const countries = useMemo(countryChoices, []);
  const own = useMyNation();
  const query = usePages<Overlap>("overlap", "/overlaps", {
    ...filters,
    state: filters.state === "all" ? undefined : (filters.state?.split(",") ?? ["new", "seen"]),
  });
  const select = (name: keyof Filters, data: { value: string; label: string }[]) => (
    <Select
      size="xs"
      aria-label={t(`overlap.filter.${name}`)}
      placeholder={t(`overlap.filter.${name}`)}
      clearable
      searchable={data.length > 10}
      limit={60}
      data={data}
      value={filters[name] ?? null}
      onChange={(value) => change({ ...filters, [name]: value ?? undefined })}
    />
  );
  const coded = (prefix: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: code(prefix, value) }));
  return (
    <ActivitiesPage
      title={t("overlaps.title")}
      below={t("overlaps.lead")}
      labels={query.items.flatMap(overlapLabels)}
      actions={<SavedViews page="overlaps" to="/activities/overlaps" />}
    >
      <search className={`${css.filters} screen-only`} aria-label={t("overlaps.filters")}>
        {select("state", [...coded("overlap.state", STATES), { value: "all", label: t("filter.all") }])}
        {select("kind", coded("overlap.kind", ["definite", "possible"]))}
        {select("basis", coded("overlap.basis", ["records", "presence"]))}
        {select("host", countries)}
      </search>
      <Loads query={query} rows={8}>
        {() => (
          <DataTable
            rows={query.items}
            rowId={({ id }) => id}
            rowName={({ why }) => why[0] ?? ""}
            caption={t("overlaps.title")}
            exportAs="overlaps"
            labelsOf={overlapLabels}
            more={query.more}
            open={({ id }) => void navigate({ to: "/activities/overlaps/$id", params: { id } })}
            empty={<Empty title={t("overlaps.empty")}>{t("overlaps.empty.text")}</Empty>}
            columns={[
              {
                id: "what",
                header: t("overlap.what"),
                grow: true,
                value: ({ left, right, own, other }) =>
                  [left, right, ...(own ?? [])].map((each) => each?.title ?? "").join(" / ") +
                  (other?.nation ?? ""),
                cell: (overlap) => <OverlapSides overlap={overlap} />,
              },
              {
                id: "why",
                header: t("overlap.why"),
                minor: true,
                cell: ({ why, id }) => (
                  <Link to="/activities/overlaps/$id" params={{ id }} data-opens>
                    {why[0] ?? t("overlap.open")}
                  </Link>
                ),
                value: ({ why }) => why.join(" "),
              },
              {
                id: "kind",
                header: t("overlap.how"),
                value: ({ kind }) => kind,
                cell: (overlap) => (
                  <Link to="/activities/overlaps/$id" params={{ id: overlap.id }} data-opens>
                    <OverlapMarks overlap={overlap} />
                  </Link>
                ),
              },
              {
                id: "where",
                header: t("overlap.where"),
                minor: true,
                value: ({ country }) => countryName(country),
                cell: ({ country }) => (
                  <Link to="/countries/$code" params={{ code: country }}>
                    {countryName(country)}
                  </Link>
                ),
              },
              {
                id: "when",
                header: t("activity.when"),
                minor: true,
                value: ({ month, from }) => month || (from.value ?? ""),
                cell: (overlap) => overlapWhen(t, overlap),
              },
              {
                id: "state",
                header: t("overlap.state"),
                value: ({ state }) => STATES.indexOf(state),
                cell: ({ state, holds, acts }) => (
                  <>
                    <Mark tone={TONES[state]}>{code("overlap.state", state)}</Mark>
                    {!holds && <Mark>{t("overlap.gone")}</Mark>}
                    {[...new Map(acts.map(({ nation, act }) => [nation, act]))]
                      .filter(([nation]) => nation !== own)
                      .map(([nation, act]) => (
                        <div key={nation} className="muted small">
                          {t("overlap.state.of", {
                            nation: countryName(nation),
                            state: code("overlap.state", act).toLowerCase(),
                          })}
                        </div>
                      ))}
                  </>
                ),
              },
            ]}
          />
        )}
      </Loads>
      <Presence />
    </ActivitiesPage>
  );
}
