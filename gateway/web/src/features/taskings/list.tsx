import { Button, Checkbox, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import css from "@/features/taskings/taskings.module.css";
import { forumsOptions, usePages } from "@/shared/api/queries";
import type { Item } from "@/shared/api/types";
import { useCode, useT } from "@/shared/i18n";
import { itemColumns } from "@/shared/ui/item-columns";
import { Empty, Loads } from "@/shared/ui/loads";
import { useForumLabels, useNames } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";
import { DataTable } from "@/shared/ui/table";

export interface Filters {
  forum?: string;
  issuer?: string;
  nation?: string;
  state?: string;
  kind?: string;
  overdue?: string;
}
const STATES = ["open", "delegated", "escalated", "answered", "returned", "closed"] as const;
const KINDS = ["tasking", "guidance", "escalation"] as const;

/** Every tasking the reader may know of; the filters are part of the address. */
export function TaskingsView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const code = useCode();
  const navigate = useNavigate();
  const query = usePages<Item>("item", "/taskings", { ...filters });
  const columns = useMemo(() => itemColumns(t, code, { forum: true }), [t, code]);
  const forums = query.items.flatMap((item) => [item.issuing_forum?.id, item.addressing_forum?.id]);
  const labels = [...query.items.map(({ label }) => label), ...useForumLabels(forums)];
  const known = useQuery(forumsOptions).data ?? [];
  // A row names its forums too.
  const byForum = new Map(known.map(({ id, label }) => [id, label]));
  const labelsOf = ({ label, issuing_forum: issues, addressing_forum: addresses }: Item) =>
    [label, byForum.get(issues?.id ?? ""), byForum.get(addresses?.id ?? "")].filter(
      (one) => one !== undefined,
    );
  return (
    <Page title={t("taskings.title")} labels={labels} wide>
      <p className="muted small">{t("taskings.order")}</p>
      <FilterBar filters={filters} change={change} />
      <Loads query={query} rows={10}>
        {() => (
          <DataTable
            rows={query.items}
            columns={columns}
            rowId={({ id }) => id}
            rowName={({ title }) => title}
            caption={t("taskings.title")}
            exportAs="taskings"
            labelsOf={labelsOf}
            selectable
            open={({ id }) => void navigate({ to: "/taskings/$id", params: { id } })}
            more={query.more}
            empty={<Empty title={t("taskings.empty")}>{t("taskings.empty.text")}</Empty>}
          />
        )}
      </Loads>
    </Page>
  );
}

function FilterBar({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  const forums = useQuery(forumsOptions).data ?? [];
  const nations = [...new Set(forums.flatMap((forum) => forum.nations))].sort();
  const byForum = forums.map(({ id, name }) => ({ value: id, label: name }));
  const set = (name: keyof Filters) => (value: string | null) =>
    change({ ...filters, [name]: value ?? undefined });
  const select = (name: keyof Filters, data: { value: string; label: string }[]) => (
    <Select
      key={name}
      size="xs"
      aria-label={t(`taskings.filter.${name}`)}
      placeholder={t(`taskings.filter.${name}`)}
      clearable
      searchable={data.length > 8}
      data={data}
      value={filters[name] ?? null}
      onChange={set(name)}
    />
  );
  return (
    <div className={`${css.filters} screen-only`}>
      {select("forum", byForum)}
      {select("issuer", byForum)}
      {select(
        "nation",
        nations.map((value) => ({ value, label: names(value) })),
      )}
      {select(
        "state",
        STATES.map((value) => ({ value, label: code("item.state", value) })),
      )}
      {select(
        "kind",
        KINDS.map((value) => ({ value, label: code("item.kind", value) })),
      )}
      <Checkbox
        size="xs"
        label={t("taskings.filter.overdue")}
        checked={filters.overdue === "true"}
        onChange={(event) => set("overdue")(event.currentTarget.checked ? "true" : null)}
      />
      {Object.values(filters).some(Boolean) && (
        <Button variant="subtle" onClick={() => change({})}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}
