import { Button, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import css from "@/features/demand/demand.module.css";
import { DemandForm } from "@/features/demand/form";
import { NamedActivity } from "@/shared/activities/overlap";
import { ActivitiesPage } from "@/shared/activities/page";
import type { Demand, Span } from "@/shared/activities/types";
import { usePages } from "@/shared/api/queries";
import { countryChoices, countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useOversees } from "@/shared/ui/names";
import { DataTable } from "@/shared/ui/table";

export interface Filters {
  host?: string;
  position?: string;
  warning?: string;
}
export const POSITIONS = ["requested", "agreed", "no_position", "declined"] as const;
const TONES = { requested: "accent", agreed: "good", no_position: "plain", declined: "danger" } as const;

/** Advisory measures with the host's position: how long it waited, and where a plan runs ahead of it. */
export function DemandView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const code = useCode();
  const countries = useMemo(countryChoices, []);
  const [open, setOpen] = useState(false);
  const oversees = useOversees();
  const query = usePages<Demand>("host", "/demands", { ...filters });
  const days = (span: Span | null) =>
    span ? (span.least === span.most ? String(span.least) : `${span.least}–${span.most}`) : "";
  return (
    <ActivitiesPage
      title={t("demand.title")}
      below={t("demand.lead")}
      labels={query.items.flatMap(({ label, plan }) => [label, plan?.label])}
      actions={
        !oversees && (
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("demand.new")}
          </Button>
        )
      }
    >
      {open && <DemandForm close={() => setOpen(false)} />}
      <div className={`${css.filters} screen-only`}>
        <Select
          size="xs"
          aria-label={t("activities.filter.host")}
          placeholder={t("activities.filter.host")}
          clearable
          searchable
          limit={60}
          data={countries}
          value={filters.host ?? null}
          onChange={(host) => change({ ...filters, host: host ?? undefined })}
        />
        <Select
          size="xs"
          aria-label={t("demand.position")}
          placeholder={t("demand.position")}
          clearable
          data={POSITIONS.map((value) => ({ value, label: code("demand.position", value) }))}
          value={filters.position ?? null}
          onChange={(position) => change({ ...filters, position: position ?? undefined })}
        />
      </div>
      <Loads query={query} rows={6}>
        {() => (
          <DataTable
            rows={query.items}
            rowId={({ id }) => id}
            rowName={({ measure }) => measure}
            caption={t("demand.title")}
            exportAs="host-demand"
            labelsOf={({ label, plan }) => (plan ? [label, plan.label] : [label])}
            more={query.more}
            empty={<Empty title={t("demand.empty")}>{t("demand.empty.text")}</Empty>}
            columns={[
              {
                id: "measure",
                header: t("demand.measure"),
                grow: true,
                value: ({ measure }) => measure,
                cell: ({ measure, label, says }) => (
                  <>
                    <Portion label={label} /> {measure}
                    {says && <div className="muted small">{says}</div>}
                  </>
                ),
              },
              {
                id: "host",
                header: t("activity.hosts"),
                value: ({ host }) => countryName(host),
                cell: ({ host }) => (
                  <Link to="/countries/$code" params={{ code: host }}>
                    {countryName(host)}
                  </Link>
                ),
              },
              {
                id: "position",
                header: t("demand.position"),
                value: ({ host_position: position }) => POSITIONS.indexOf(position),
                cell: ({ host_position: position, warning }) => (
                  <>
                    <Mark tone={TONES[position]}>{code("demand.position", position)}</Mark>{" "}
                    {warning && <Mark tone="danger">{code("demand.warning", warning)}</Mark>}
                  </>
                ),
              },
              {
                id: "days",
                header: t("demand.days"),
                align: "end",
                minor: true,
                value: ({ days: span, waiting }) => span?.least ?? waiting?.least ?? -1,
                exports: [{ header: t("demand.days"), value: ({ days: span }) => days(span) }],
                cell: ({ days: span, waiting }) =>
                  span ? days(span) : waiting && t("demand.waiting", { days: days(waiting) }),
              },
              {
                id: "plan",
                header: t("demand.plan"),
                minor: true,
                value: ({ plan }) => plan?.title ?? "",
                cell: ({ plan }) => plan && <NamedActivity activity={plan} />,
              },
            ]}
          />
        )}
      </Loads>
    </ActivitiesPage>
  );
}
