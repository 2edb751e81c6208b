import { Button, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import css from "@/features/audit/audit.module.css";
import { api } from "@/shared/api/client";
import { usePages } from "@/shared/api/queries";
import type { AuditRecord, Page as PageOf, Person } from "@/shared/api/types";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useRole } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";
import { DataTable } from "@/shared/ui/table";

export interface Filters {
  subject?: string;
  action?: string;
  object?: string;
  outcome?: string;
}

/** What people of the auditor's nation did: a story that can be searched. */
export function AuditView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const auditor = useRole("auditor");
  return (
    <Page title={t("audit.title")} below={t("audit.lead")} wide>
      {auditor ? (
        <Story filters={filters} change={change} />
      ) : (
        <Empty title={t("audit.onlyAuditors")}>{t("audit.onlyAuditors.text")}</Empty>
      )}
    </Page>
  );
}

/** Names of the people of the ledger, as far as the auditor may know them. */
function usePeople(): { id: string; name: string }[] {
  const { data } = useQuery({
    queryKey: ["person", "names"],
    queryFn: () => api.get<PageOf<Person>>("/people", { limit: 200 }),
    staleTime: 600_000,
  });
  return data?.items ?? NOBODY;
}

const NOBODY: { id: string; name: string }[] = [];

function Story({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const people = usePeople();
  const name = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const query = usePages<AuditRecord>("audit", "/audit", { ...filters });
  usePageLabels(query.items.map(({ label }) => label));
  return (
    <>
      <FilterForm filters={filters} change={change} people={people} />
      <Loads query={query} rows={10}>
        {() => (
          <DataTable
            rows={query.items}
            rowId={({ id }) => id}
            rowName={({ action }) => action}
            caption={t("audit.title")}
            exportAs="audit"
            labelsOf={({ label }) => [label]}
            more={query.more}
            empty={<Empty title={t("audit.empty")}>{t("audit.empty.text")}</Empty>}
            columns={[
              {
                id: "when",
                header: t("audit.when"),
                value: ({ at }) => at,
                cell: ({ at }) => <span className="number nowrap">{showInstant(at)}</span>,
              },
              {
                id: "who",
                header: t("audit.who"),
                value: ({ subject }) => name(subject),
                cell: ({ subject, client }) =>
                  name(subject) + (client && client !== "gateway" ? ` (${client})` : ""),
              },
              {
                id: "what",
                header: t("audit.what"),
                grow: true,
                value: ({ action, object_type }) => `${action} ${object_type}`,
                cell: (record) => <What record={record} />,
              },
              {
                id: "on",
                header: t("audit.on"),
                minor: true,
                value: ({ object_ids }) => object_ids.join(" "),
                cell: ({ object_ids }) => <Objects ids={object_ids} />,
              },
              {
                id: "outcome",
                header: t("audit.outcome"),
                value: ({ outcome }) => outcome,
                cell: ({ outcome }) => (
                  <Mark tone={outcome === "done" ? "plain" : "danger"}>
                    {outcome === "done" ? t("audit.outcome.done") : outcome.replaceAll("-", " ")}
                  </Mark>
                ),
              },
              {
                id: "trace",
                header: t("audit.trace"),
                minor: true,
                value: ({ trace }) => trace ?? "",
                cell: ({ trace }) => <span className="ref">{trace?.slice(0, 8)}</span>,
              },
            ]}
          />
        )}
      </Loads>
    </>
  );
}

function What({ record }: { record: AuditRecord }) {
  const t = useT();
  const { action, object_type, object_ids, label, route } = record;
  const type = object_type.replaceAll("_", " ");
  return (
    <>
      <Portion label={label} /> <strong>{action.replaceAll("_", " ")}</strong>{" "}
      {object_ids.length > 0 ? t("audit.objects", { count: object_ids.length, type }) : type}{" "}
      <span className="ref">{route}</span>
    </>
  );
}

function Objects({ ids }: { ids: string[] }) {
  const [first] = ids;
  if (!first) return null;
  return (
    <span className="ref">
      {first.slice(0, 18)}
      {ids.length > 1 ? ` +${ids.length - 1}` : ""}
    </span>
  );
}

interface FormProps {
  filters: Filters;
  change: (filters: Filters) => void;
  people: { id: string; name: string }[];
}

function FilterForm({ filters, change, people }: FormProps) {
  const t = useT();
  const code = useCode();
  const [typed, setTyped] = useState(filters);
  const field = (name: "action" | "object") => (
    <TextInput
      size="xs"
      label={t(`audit.${name}`)}
      value={typed[name] ?? ""}
      onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value || undefined })}
    />
  );
  return (
    <form
      className={css.filters}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        change(typed);
      }}
    >
      <Select
        size="xs"
        label={t("audit.subject")}
        clearable
        searchable
        value={typed.subject ?? null}
        onChange={(subject) => setTyped({ ...typed, subject: subject ?? undefined })}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {field("action")}
      {field("object")}
      <Select
        size="xs"
        label={t("audit.outcome")}
        clearable
        value={typed.outcome ?? null}
        onChange={(outcome) => setTyped({ ...typed, outcome: outcome ?? undefined })}
        data={["done", "refused"].map((value) => ({ value, label: code("audit.outcome", value) }))}
      />
      <Button type="submit">{t("audit.apply")}</Button>
    </form>
  );
}
