import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useMemo, useState } from "react";
import css from "@/features/information/information.module.css";
import { type Item, KINDS } from "@/features/information/types";
import { usePages } from "@/shared/api/queries";
import { showInstant } from "@/shared/dates/show";
import { type Translate, type TranslateCode, useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useOversees } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";
import { type Column, DataTable } from "@/shared/ui/table";
import { sortOf } from "@/shared/ui/table-address";

export interface Filters {
  kind?: string;
  tag?: string;
  withdrawn?: string;
}

/** What the reader may see the title of; the newest first, or by title. */
export function InformationView({
  filters,
  change,
}: {
  filters: Filters;
  change: (filters: Filters) => void;
}) {
  const t = useT();
  const code = useCode();
  const navigate = useNavigate();
  const oversees = useOversees();
  const { sort: word } = useSearch({ strict: false }) as { sort?: string };
  const sort = sortOf(word, ["title", "created"]);
  const query = usePages<Item>("information", "/items", {
    kind: filters.kind,
    tag: filters.tag,
    withdrawn: filters.withdrawn === "true" ? true : undefined,
    sort: sort?.id,
    order: sort ? (sort.desc ? "desc" : "asc") : undefined,
  });
  const columns = useMemo(() => columnsOf(t, code), [t, code]);
  return (
    <Page
      wide
      title={t("information.title")}
      labels={query.items.map(({ label }) => label)}
      actions={
        !oversees && (
          <Button component={Link} to="/information/new">
            {t("information.new")}
          </Button>
        )
      }
    >
      <div className={`${css.filters} screen-only`}>
        <Select
          size="xs"
          aria-label={t("information.kind")}
          placeholder={t("information.kind")}
          clearable
          data={KINDS.map((value) => ({ value, label: code("information.kind", value) }))}
          value={filters.kind ?? null}
          onChange={(kind) => change({ ...filters, kind: kind ?? undefined })}
        />
        <TagFilter value={filters.tag ?? ""} change={(tag) => change({ ...filters, tag })} />
        <Checkbox
          size="xs"
          label={t("information.withdrawn.show")}
          checked={filters.withdrawn === "true"}
          onChange={({ currentTarget }) =>
            change({ ...filters, withdrawn: currentTarget.checked ? "true" : undefined })
          }
        />
      </div>
      <Loads query={query} rows={10}>
        {() => (
          <DataTable
            rows={query.items}
            columns={columns}
            rowId={({ id }) => id}
            rowName={({ title }) => title}
            caption={t("information.title")}
            ordered
            selectable
            exportAs="information"
            labelsOf={({ label }) => [label]}
            open={({ id }) => void navigate({ to: "/information/$id", params: { id } })}
            more={query.more}
            empty={<Empty title={t("information.empty")}>{t("information.empty.text")}</Empty>}
          />
        )}
      </Loads>
    </Page>
  );
}

/** One tag, as a whole; taken when it is left or sent. */
function TagFilter({ value, change }: { value: string; change: (tag: string | undefined) => void }) {
  const t = useT();
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  const take = () => words.trim() !== value && change(words.trim() || undefined);
  return (
    <TextInput
      size="xs"
      aria-label={t("information.tag")}
      placeholder={t("information.tag")}
      value={words}
      onChange={({ currentTarget }) => setWords(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => key === "Enter" && take()}
    />
  );
}

function columnsOf(t: Translate, code: TranslateCode): Column<Item>[] {
  return [
    {
      id: "title",
      header: t("information.name"),
      grow: true,
      value: ({ title }) => title,
      cell: ({ id, title, label, withdrawn }) => (
        <>
          <Portion label={label} />{" "}
          <Link to="/information/$id" params={{ id }} className="link">
            {title}
          </Link>{" "}
          {withdrawn && <Mark tone="danger">{t("information.withdrawn")}</Mark>}
        </>
      ),
    },
    { id: "kind", header: t("information.kind"), cell: ({ kind }) => code("information.kind", kind) },
    {
      id: "tags",
      header: t("information.tags"),
      minor: true,
      cell: ({ tags }) => (
        <span className={css.tags}>
          {tags.map((tag) => (
            <Link key={tag} to="." search={((before: object) => ({ ...before, tag })) as never}>
              {tag}
            </Link>
          ))}
        </span>
      ),
    },
    {
      id: "owner",
      header: t("information.own"),
      minor: true,
      cell: ({ label }) => label.owner.join(", "),
    },
    {
      id: "created",
      header: t("information.created"),
      value: ({ created_at: at }) => at,
      cell: ({ created_at: at }) => <span className="number nowrap">{showInstant(at)}</span>,
    },
    {
      id: "ref",
      header: t("information.ref"),
      minor: true,
      cell: ({ ref }) => <span className="ref">{ref}</span>,
    },
  ];
}
