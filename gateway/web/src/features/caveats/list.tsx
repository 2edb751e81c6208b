import { Button, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import css from "@/features/caveats/caveats.module.css";
import { useChoices } from "@/features/caveats/choices";
import { NewCaveat } from "@/features/caveats/new";
import { ActivitiesPage } from "@/shared/activities/page";
import { usePages, useRecord } from "@/shared/api/queries";
import { type Caveat, type CaveatMatrix, DIMENSIONS } from "@/shared/caveats/types";
import type { Cell, GridRow } from "@/shared/charts/grid";
import { HeatTable } from "@/shared/charts/heat-table";
import { countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useOversees } from "@/shared/ui/names";
import { DataTable } from "@/shared/ui/table";

export interface Filters {
  nation?: string;
  dimension?: string;
  operation?: string;
  kind?: string;
  state?: string;
}
const STATES = ["in_force", "lifted", "withdrawn"] as const;

/** Caveats by nation, operation and subject, and how many of each one reads. */
export function CaveatsView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const oversees = useOversees();
  const query = usePages<Caveat>("caveat", "/caveats", { ...filters });
  return (
    <ActivitiesPage
      title={t("caveat.title")}
      below={t("caveat.lead")}
      labels={query.items.map(({ label }) => label)}
      actions={
        <>
          <Button component={Link} to="/activities/caveats/check" variant="default">
            {t("caveat.check")}
          </Button>
          {!oversees && (
            <Button aria-expanded={open} onClick={() => setOpen(!open)}>
              {t("caveat.new")}
            </Button>
          )}
        </>
      }
    >
      {open && <NewCaveat close={() => setOpen(false)} />}
      <Matrix filters={filters} />
      <FilterFields filters={filters} change={change} />
      <Loads query={query} rows={6}>
        {() => <Table query={query} />}
      </Loads>
    </ActivitiesPage>
  );
}

function FilterFields({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const code = useCode();
  const choices = useChoices();
  const select = (name: keyof Filters, label: string, data: { value: string; label: string }[]) => (
    <Select
      size="xs"
      aria-label={label}
      placeholder={label}
      clearable
      searchable
      limit={60}
      data={data}
      value={filters[name] ?? null}
      onChange={(next) => change({ ...filters, [name]: next ?? undefined })}
    />
  );
  const coded = (name: "kind" | "state", values: readonly string[]) =>
    select(
      name,
      t(`caveat.${name}`),
      values.map((value) => ({ value, label: code(`caveat.${name}`, value) })),
    );
  return (
    <div className={`${css.filters} screen-only`}>
      {select("nation", t("caveat.nation"), choices.countries)}
      {select(
        "operation",
        t("caveat.term.operation"),
        choices.operations.map((value) => ({ value, label: value })),
      )}
      {select("dimension", t("caveat.dimension"), choices.dimensions)}
      {coded("kind", ["restriction", "permission"])}
      {coded("state", STATES)}
    </div>
  );
}

function Table({ query }: { query: ReturnType<typeof usePages<Caveat>> }) {
  const t = useT();
  const code = useCode();
  return (
    <DataTable
      rows={query.items}
      rowId={({ id }) => id}
      rowName={({ subject }) => subject}
      caption={t("caveat.title")}
      selectable
      exportAs="caveats"
      labelsOf={({ label }) => [label]}
      more={query.more}
      empty={<Empty title={t("caveat.empty")}>{t("caveat.empty.text")}</Empty>}
      columns={[
        {
          id: "nation",
          header: t("caveat.nation"),
          value: ({ nation }) => countryName(nation),
          cell: ({ nation }) => countryName(nation),
        },
        {
          id: "subject",
          header: t("caveat.subject"),
          grow: true,
          value: ({ subject }) => subject,
          exports: [
            { header: t("caveat.subject"), value: ({ subject }) => subject },
            { header: t("caveat.published"), value: ({ published }) => published },
          ],
          cell: ({ id, label, subject, published }) => (
            <>
              <Portion label={label} />{" "}
              <Link to="/activities/caveats/$id" params={{ id }} className="link" data-opens>
                {subject}
              </Link>
              <div className="muted small">{published}</div>
            </>
          ),
        },
        {
          id: "kind",
          header: t("caveat.kind"),
          value: ({ kind }) => kind,
          cell: ({ kind }) => (
            <Mark tone={kind === "permission" ? "good" : "warn"}>{code("caveat.kind", kind)}</Mark>
          ),
        },
        {
          id: "dimension",
          header: t("caveat.dimension"),
          value: ({ dimension }) => code("caveat.dimension", dimension),
          cell: ({ dimension }) => code("caveat.dimension", dimension),
        },
        {
          id: "operation",
          header: t("caveat.term.operation"),
          minor: true,
          value: ({ terms }) => terms.operation,
          cell: ({ terms }) => terms.operation,
        },
        {
          id: "ref",
          header: "Ref",
          minor: true,
          value: ({ ref }) => ref,
          cell: ({ ref }) => <span className="ref">{ref}</span>,
        },
      ]}
    />
  );
}

function Matrix({ filters }: { filters: Filters }) {
  const t = useT();
  const code = useCode();
  const { data } = useRecord<CaveatMatrix>("caveat", "/caveats/matrix");
  usePageLabels([data?.value.label]);
  const cells = data?.value.cells ?? [];
  if (cells.length === 0) return null;
  const shown = DIMENSIONS.filter((dimension) => cells.some((cell) => cell.dimension === dimension));
  const cellOf = (nation: string, dimension: string): Cell | null => {
    const found = cells.find((cell) => cell.nation === nation && cell.dimension === dimension);
    if (!found) return null;
    const { restrictions, permissions } = found;
    const number = restrictions + permissions;
    const names = { nation: countryName(nation), dimension: code("caveat.dimension", dimension) };
    return {
      words: String(number),
      value: number,
      says: t("caveat.matrix.says", { ...names, restrictions, permissions }),
    };
  };
  const rows: GridRow[] = [...new Set(cells.map(({ nation }) => nation))].map((nation) => ({
    id: nation,
    name: countryName(nation),
    cells: shown.map((dimension) => cellOf(nation, dimension)),
  }));
  return (
    <HeatTable
      caption={t("caveat.matrix")}
      corner={t("caveat.nation")}
      columns={shown.map((id) => ({ id, name: code("caveat.dimension", id) }))}
      rows={rows}
      none={t("caveat.matrix.none")}
      link={(row, dimension, words) => (
        <Link
          to="/activities/caveats"
          search={{ ...filters, nation: row.id, dimension } as never}
          resetScroll={false}
          className={css.cell}
        >
          {words}
        </Link>
      )}
    />
  );
}
