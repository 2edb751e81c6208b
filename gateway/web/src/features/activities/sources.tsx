import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import css from "@/features/activities/activities.module.css";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import type { ImpreciseDate, LabelView } from "@/shared/api/types";
import { countryName } from "@/shared/countries/iso";
import { showDate } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { useAct } from "@/shared/ui/act";
import { useMyNation } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";
import { DataTable } from "@/shared/ui/table";

interface Source {
  id: string;
  title: string;
  owner: string;
  label: LabelView;
}
interface Stands {
  value: unknown;
  source: string | null;
  why: string;
  differs: boolean;
  others: { source: string; value: unknown }[];
}
interface Sources {
  merged: boolean;
  fields: Record<string, Stands>;
  sources: Source[];
  banner: LabelView;
  can: string[];
}

/** Of a merged record: its sources, and where they differ, which one each field is taken from and why. */
export function MergedFrom({ id }: { id: string }) {
  const t = useT();
  const nation = useMyNation();
  const path = `/activities/${id}/sources`;
  const query = useRecord<Sources>("duplicate", path);
  const act = useAct(
    ({ to, body }: { to: string; body: object }) =>
      api.post(`/activities/${id}/${to}`, body, { etag: query.data?.etag }),
    ["duplicate"],
  );
  const sources = query.data?.value;
  usePageLabels(sources?.merged ? [sources.banner, ...sources.sources.map(({ label }) => label)] : []);
  if (!sources?.merged) return null;
  const named = (source: string | null) => {
    const found = sources.sources.find((each) => each.id === source);
    return found ? found.owner.split("+").map(countryName).join(", ") : "";
  };
  const rows = Object.entries(sources.fields).filter(([, { differs }]) => differs);
  return (
    <Part
      title={t("sources.title", { count: sources.sources.length })}
      aside={
        may(sources.can, "split") && (
          <Button variant="subtle" onClick={() => act.mutate({ to: "split", body: {} })}>
            {t("sources.split")}
          </Button>
        )
      }
    >
      <p className="muted small">{t("sources.lead")}</p>
      {act.error && <ProblemNotice error={act.error} compact />}
      <ul className={css.parts}>
        {sources.sources.map(({ id: source, title, label, owner }) => (
          <li key={source}>
            <span>{owner.split("+").map(countryName).join(", ")}</span>
            <span className={css.grow}>
              <Portion label={label} />{" "}
              <Link to="/activities/$id" params={{ id: source }} className="link">
                {title}
              </Link>
            </span>
          </li>
        ))}
      </ul>
      <Fields
        rows={rows}
        named={named}
        own={(source) =>
          may(sources.can, "choose") &&
          sources.sources.some(({ id, owner }) => id === source && owner === nation)
        }
        choose={(field, source) => act.mutate({ to: "sources/choice", body: { field, source } })}
      />
      {rows.length > 0 && <p className="muted small">{t("sources.own")}</p>}
    </Part>
  );
}

interface FieldsProps {
  rows: [string, Stands][];
  named: (source: string | null) => string;
  /** Whether the reader's nation may let the value of a source stand: one that it owns alone. */
  own: (source: string | null) => boolean;
  choose: (field: string, source: string | null) => void;
}

function Fields({ rows, named, own, choose }: FieldsProps) {
  const t = useT();
  const code = useCode();
  return (
    <DataTable
      name="sources"
      rows={rows}
      rowId={([field]) => field}
      rowName={([field]) => code("activity", field)}
      caption={t("sources.field")}
      columns={[
        { id: "field", header: t("sources.field"), cell: ([field]) => code("activity", field) },
        {
          id: "value",
          header: t("sources.value"),
          grow: true,
          cell: ([field, { value, source }]) => (
            <>
              {said(field, value)} <span className="muted small">{named(source)}</span>
            </>
          ),
        },
        {
          id: "why",
          header: t("sources.why"),
          minor: true,
          cell: ([field, { why, source }]) => (
            <>
              {code("sources.why", why)}{" "}
              {why === "chosen" && own(source) && (
                <Button variant="subtle" onClick={() => choose(field, null)}>
                  {t("sources.release")}
                </Button>
              )}
            </>
          ),
        },
        {
          id: "others",
          header: t("sources.others"),
          cell: ([field, { others }]) =>
            others.map(({ source, value }) => (
              <div key={source}>
                {said(field, value)} <span className="muted small">{named(source)}</span>{" "}
                {own(source) && (
                  <Button variant="subtle" onClick={() => choose(field, source)}>
                    {t("sources.take")}
                  </Button>
                )}
              </div>
            )),
        },
      ]}
    />
  );
}

/** Fields of countries. */
const COUNTRIES = ["lead", "hosts", "nations"];

/** A value in words: a date as exact as it is, countries by name. */
function said(field: string, value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value !== "object")
    return COUNTRIES.includes(field) ? countryName(String(value)) : String(value);
  if ("precision" in value) return showDate(value as ImpreciseDate) ?? "–";
  return Object.values(value)
    .map((each) => said(field, each))
    .join(", ");
}
