import { Button, SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { MissedForm } from "@/features/releases/missed-form";
import css from "@/features/releases/releases.module.css";
import type { Missed, MissedFigures } from "@/features/releases/types";
import { usePages, useRecord } from "@/shared/api/queries";
import { countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { useOversees } from "@/shared/ui/names";
import { Page, Part } from "@/shared/ui/page";
import { DataTable } from "@/shared/ui/table";

export interface MissedFilters {
  by?: string;
}
const BY = ["reason", "level", "nation", "originator", "forum", "month"] as const;
/** What a column sorts by and shows alike. */
const told = <Row, Value extends string | number>(value: (row: Row) => Value) => ({ value, cell: value });

/** What was refused, never answered or never asked: counted, and told. */
export function MissedView({
  filters,
  change,
}: {
  filters: MissedFilters;
  change: (filters: MissedFilters) => void;
}) {
  const t = useT();
  const oversees = useOversees();
  const [open, setOpen] = useState(false);
  const by = BY.find((name) => name === filters.by) ?? "reason";
  const figures = useRecord<MissedFigures>("release", "/missed/figures", { by });
  const reports = usePages<Missed>("release", "/missed");
  return (
    <Page
      title={t("missed.title")}
      above={<Link to="/releases">{t("releases.title")}</Link>}
      below={t("missed.lead")}
      labels={[figures.data?.value.banner, ...reports.items.map(({ label }) => label)]}
      actions={
        !oversees && (
          <Button aria-expanded={open} onClick={() => setOpen(!open)}>
            {t("missed.report")}
          </Button>
        )
      }
    >
      {open && <MissedForm close={() => setOpen(false)} />}
      <SegmentedControl
        className={css.views}
        aria-label={t("missed.by")}
        data={BY.map((value) => ({ value, label: t(`missed.by.${value}`) }))}
        value={by}
        onChange={(value) => change({ by: value })}
      />
      <Loads query={figures} rows={4}>
        {({ value }) => <Counted figures={value} />}
      </Loads>
      <Part title={t("missed.reports")}>
        <Loads query={reports} rows={4}>
          {() => <Reports reports={reports.items} more={reports.more} />}
        </Loads>
      </Part>
    </Page>
  );
}

function Counted({ figures: { by, items, banner } }: { figures: MissedFigures }) {
  const t = useT();
  const code = useCode();
  const named = (key: string) => {
    if (!key) return t("missed.none");
    if (by === "reason") return code("missed.reason", key);
    return by === "nation" || by === "originator" ? countryName(key) : key;
  };
  const column = (id: "count" | "refused" | "unanswered" | "reported") => ({
    id,
    header: t(`missed.${id}`),
    align: "end" as const,
    minor: id !== "count",
    ...told((row: MissedFigures["items"][number]) => row[id]),
  });
  return (
    <DataTable
      rows={items}
      rowId={({ key }) => key}
      rowName={({ key }) => named(key)}
      caption={t("missed.title")}
      exportAs="missed-opportunities"
      labelsOf={() => (banner ? [banner] : [])}
      empty={<Empty title={t("missed.empty")}>{t("missed.empty.text")}</Empty>}
      columns={[
        {
          id: "key",
          header: t(`missed.by.${by}`),
          grow: true,
          ...told(({ key }: MissedFigures["items"][number]) => named(key)),
        },
        column("count"),
        column("refused"),
        column("unanswered"),
        column("reported"),
      ]}
    />
  );
}

function Reports({
  reports,
  more,
}: {
  reports: Missed[];
  more: ReturnType<typeof usePages<Missed>>["more"];
}) {
  const t = useT();
  const code = useCode();
  return (
    <DataTable
      rows={reports}
      rowId={({ id }) => id}
      rowName={({ activity }) => activity}
      caption={t("missed.reports")}
      exportAs="missed-reports"
      labelsOf={({ label }) => [label]}
      more={more}
      empty={<Empty title={t("missed.reports.empty")}>{t("missed.empty.text")}</Empty>}
      columns={[
        {
          id: "activity",
          header: t("missed.activity"),
          grow: true,
          value: ({ activity }) => activity,
          cell: ({ activity, effect, label }) => (
            <>
              <Portion label={label} /> {activity}
              {effect && <div className="muted small">{effect}</div>}
            </>
          ),
        },
        { id: "nation", header: t("missed.by.nation"), ...told(({ nation }: Missed) => countryName(nation)) },
        {
          id: "originator",
          header: t("missed.originator"),
          minor: true,
          ...told(({ originator }: Missed) => (originator ? countryName(originator) : "")),
        },
        {
          id: "reason",
          header: t("missed.by.reason"),
          ...told(({ reason }: Missed) => code("missed.reason", reason)),
        },
        { id: "forum", header: t("missed.forum"), minor: true, ...told(({ forum }: Missed) => forum) },
        { id: "happened", header: t("missed.happened"), ...told(({ happened }: Missed) => happened) },
      ]}
    />
  );
}
