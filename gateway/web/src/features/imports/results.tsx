import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { SendAgain } from "@/features/imports/again";
import type { MappingDraft } from "@/features/imports/draft";
import css from "@/features/imports/imports.module.css";
import { PLAIN } from "@/features/imports/options";
import {
  type Import,
  type Message,
  type MessageKind,
  resultsOf,
  type Spelling,
} from "@/features/imports/types";
import { may } from "@/shared/api/can";
import { recordOptions } from "@/shared/api/queries";
import { countryChoices, countryName } from "@/shared/countries/iso";
import { showDate } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { Part } from "@/shared/ui/page";
import { DataTable } from "@/shared/ui/table";

const TONES = { error: "danger", warning: "warn", note: "note" } as const;
const number = new Intl.NumberFormat();

/** What was found wrong or odd, by kind, each with how often and an example. */
export function Problems({ record, refused }: { record: Import; refused: number }) {
  const t = useT();
  const code = useCode();
  const path = `/imports/${record.id}/message-kinds`;
  const query = useQuery(recordOptions<{ items: MessageKind[] }>("import", path, resultsOf(record)));
  const items = query.data?.value.items ?? [];
  if (query.data && items.length === 0) return <p>{t("import.problems.none")}</p>;
  return (
    <Part
      title={t("import.problems")}
      aside={
        refused > 0 &&
        record.can.length > 0 && (
          <div className="row">
            <Button component="a" variant="default" href={`/api/v1/imports/${record.id}/refused`} download>
              {t("import.refused", { count: refused })}
            </Button>
            <SendAgain record={record} />
          </div>
        )
      }
    >
      <Loads query={query} rows={3}>
        {() => (
          <DataTable
            name="problems"
            rows={items}
            rowId={({ kind, column, severity }) => `${severity}-${kind}-${column ?? ""}`}
            rowName={({ text }) => text}
            caption={t("import.problems")}
            columns={[
              {
                id: "severity",
                header: t("import.severity"),
                value: ({ severity }) => ["error", "warning", "note"].indexOf(severity),
                cell: ({ severity }) => (
                  <Mark tone={TONES[severity]}>{code("import.severity", severity)}</Mark>
                ),
              },
              {
                id: "text",
                header: t("import.problem"),
                grow: true,
                value: ({ text }) => text,
                cell: ({ text }) => text,
              },
              {
                id: "column",
                header: t("import.mapping.column"),
                minor: true,
                value: ({ column }) => column ?? "",
                cell: ({ column }) => column,
              },
              {
                id: "count",
                header: t("import.rows"),
                align: "end",
                value: ({ count }) => count,
                cell: ({ count }) => number.format(count),
              },
              {
                id: "example",
                header: t("import.example"),
                cell: ({ example }) =>
                  example && (
                    <span className={css.example}>
                      {t("import.row", { row: example.row })}: {example.raw}
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Loads>
    </Part>
  );
}

/** Spellings of countries that nothing resolves, to be told once for the whole file. */
export function Countries({ record, draft }: { record: Import; draft: MappingDraft }) {
  const t = useT();
  const choices = useMemo(countryChoices, []);
  const query = useQuery(
    recordOptions<{ items: Spelling[] }>("import", `/imports/${record.id}/countries`, resultsOf(record)),
  );
  const { mapping } = draft;
  const aliases = mapping?.options?.country_aliases ?? {};
  const choose = (raw: string, country: string) =>
    mapping &&
    draft.set({
      ...mapping,
      options: { ...PLAIN, ...mapping.options, country_aliases: { ...aliases, [raw]: country } },
    });
  const open = (query.data?.value.items ?? []).filter(
    ({ raw, country }) => raw.trim() !== "" && country === "",
  );
  if (open.length === 0) return null;
  return (
    <Part title={t("import.countries", { count: open.length })}>
      {may(record.can, "map") && <p className="muted small">{t("import.countries.hint")}</p>}
      <DataTable
        name="countries"
        rows={open}
        rowId={({ raw }) => raw}
        rowName={({ raw }) => raw}
        caption={t("import.countries", { count: open.length })}
        columns={[
          {
            id: "raw",
            header: t("import.spelling"),
            grow: true,
            value: ({ raw }) => raw,
            cell: ({ raw }) => raw,
          },
          {
            id: "rows",
            header: t("import.rows"),
            align: "end",
            value: ({ rows }) => rows,
            cell: ({ rows }) => number.format(rows),
          },
          {
            id: "country",
            header: t("import.country"),
            cell: ({ raw }) =>
              may(record.can, "map") && (
                <Select
                  size="xs"
                  aria-label={t("import.countryOf", { raw })}
                  placeholder={t("import.country.none")}
                  searchable
                  limit={60}
                  data={choices}
                  value={aliases[raw] ?? null}
                  onChange={(country) => country && choose(raw, country)}
                />
              ),
          },
        ]}
      />
    </Part>
  );
}

/** A value of a row as lists show it: countries by name, dates in words. */
function shownAs(target: string, value: string) {
  if (target === "host") return value.split(" ").map(countryName).join(", ");
  return target === "start" || target === "end" ? <span className="nowrap">{showDate(value)}</span> : value;
}

/** What a reader looks for first. */
const FIRST = ["title", "host", "start", "end", "people", "cost", "unit", "place", "fiscal_year"];

/** The first rows as they would come in, each with what was found in it. */
export function Sample({ record: { sample } }: { record: Import }) {
  const t = useT();
  const code = useCode();
  const told = new Set(
    sample.flatMap(({ values }) =>
      Object.entries(values).flatMap(([target, value]) => (value ? [target] : [])),
    ),
  );
  const targets = [
    ...FIRST.filter((target) => told.has(target)),
    ...[...told].filter((each) => !FIRST.includes(each)),
  ];
  if (sample.length === 0) return null;
  const said = (messages: Message[]) =>
    messages.map(({ severity, text }) => `${code("import.severity", severity)}: ${text}`);
  return (
    <Part title={t("import.sample")}>
      <DataTable
        name="sample"
        rows={sample}
        rowId={({ row }) => String(row)}
        rowName={({ row }) => t("import.row", { row })}
        caption={t("import.sample")}
        columns={[
          {
            id: "row",
            header: t("import.rowNumber"),
            align: "end",
            value: ({ row }) => row,
            cell: ({ row }) => row,
          },
          ...targets.map((target, at) => ({
            id: target,
            header: code("import.target", target),
            extra: at > 8 || undefined,
            cell: ({ values }: Import["sample"][number]) => shownAs(target, values[target] ?? ""),
          })),
          {
            id: "messages",
            header: t("import.found"),
            grow: true,
            cell: ({ messages }) => (
              <ul className={css.said}>
                {said(messages).map((each) => (
                  <li key={each}>{each}</li>
                ))}
              </ul>
            ),
          },
        ]}
      />
    </Part>
  );
}
