import { Button, SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import css from "@/features/forums/forums.module.css";
import { FoundForum } from "@/features/forums/found";
import { ladders, type Rung } from "@/features/forums/ladder";
import { forumsOptions, usePages } from "@/shared/api/queries";
import type { Forum, Meeting } from "@/shared/api/types";
import { showWindow, today } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { usePageCommands } from "@/shared/ui/commands";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark, Nations } from "@/shared/ui/marks";
import { useNames, useRole } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";
import { type Column, DataTable } from "@/shared/ui/table";

interface Filters {
  view?: string;
  nation?: string;
}

/** All forums the reader may know of, as a ladder by rank or as a table. */
export function ForumsView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const names = useNames();
  const query = useQuery(forumsOptions);
  const [founding, setFounding] = useState(false);
  const founds = useRole("national_admin", "liaison");
  usePageCommands(founds ? [{ id: "found", name: t("forums.found"), run: () => setFounding(true) }] : []);
  const nations = [...new Set((query.data ?? []).flatMap((forum) => forum.nations))].sort();
  const shown = (query.data ?? []).filter(
    ({ nations: of }) => !filters.nation || of.includes(filters.nation),
  );
  return (
    <Page
      title={t("forums.title")}
      below={t("forums.lead")}
      labels={shown.map(({ label }) => label)}
      actions={
        <>
          <Select
            aria-label={t("forums.nation")}
            placeholder={t("forums.nation")}
            clearable
            value={filters.nation ?? null}
            onChange={(nation) => change({ ...filters, nation: nation ?? undefined })}
            data={nations.map((code) => ({ value: code, label: names(code) }))}
          />
          <SegmentedControl
            aria-label={t("forums.view")}
            value={filters.view ?? "ladder"}
            onChange={(view) => change({ ...filters, view: view === "ladder" ? undefined : view })}
            data={[
              { value: "ladder", label: t("forums.view.ladder") },
              { value: "table", label: t("forums.view.table") },
            ]}
          />
          {founds && (
            <Button variant="default" aria-expanded={founding} onClick={() => setFounding(!founding)}>
              {t("forums.found")}
            </Button>
          )}
        </>
      }
    >
      {founding && <FoundForum close={() => setFounding(false)} />}
      <Loads query={query}>
        {() =>
          shown.length === 0 ? (
            <Empty title={t("forums.empty")}>{t("forums.empty.text")}</Empty>
          ) : filters.view === "table" ? (
            <ForumTable forums={shown} />
          ) : (
            <Ladders forums={shown} />
          )
        }
      </Loads>
    </Page>
  );
}

function Ladders({ forums }: { forums: Forum[] }) {
  const query = usePages<Meeting>("meeting", "/meetings", { from: today(), limit: 200 });
  const next = new Map<string, Meeting>();
  for (const meeting of [...query.items].sort((a, b) => day(a).localeCompare(day(b)))) {
    if (["planned", "agenda_open"].includes(meeting.state) && meeting.forum && !next.has(meeting.forum.id)) {
      next.set(meeting.forum.id, meeting);
    }
  }
  return (
    <ul className={css.ladder}>
      {ladders(forums).map((rung) => (
        <RungRow key={rung.forum.id} rung={rung} next={next} />
      ))}
    </ul>
  );
}

const day = ({ window, days }: Meeting) => days[0] ?? window.start ?? "9999";

function NextMeeting({ meeting }: { meeting: Meeting | undefined }) {
  const t = useT();
  if (!meeting) return <span className="muted small">{t("forum.next.none")}</span>;
  return (
    <Link to="/meetings/$id" params={{ id: meeting.id }} className={css.next}>
      <span className="muted">{t("forum.next")} </span>
      {showWindow(meeting.window, meeting.days) ?? t("date.unknown")}
    </Link>
  );
}

function RungRow({ rung, next }: { rung: Rung; next: Map<string, Meeting> }) {
  const code = useCode();
  const { forum, below } = rung;
  return (
    <li>
      <div className={css.rung} data-rank={Math.min(forum.rank, 3)}>
        <div className={css.words}>
          <div className="row">
            <Portion label={forum.label} />
            <Link to="/forums/$id" params={{ id: forum.id }} className={css.name}>
              {forum.name}
            </Link>
            {forum.mine.posts.map((post) => (
              <Mark key={post} tone="accent">
                {code("post", post)}
              </Mark>
            ))}
          </div>
          <div className={css.facts}>
            <span>{code("forum.kind", forum.kind)}</span>
            {forum.level_text && <span>{forum.level_text}</span>}
            <Nations codes={forum.nations} />
          </div>
        </div>
        <NextMeeting meeting={next.get(forum.id)} />
      </div>
      {below.length > 0 && (
        <ul className={css.below}>
          {below.map((lower) => (
            <RungRow key={lower.forum.id} rung={lower} next={next} />
          ))}
        </ul>
      )}
    </li>
  );
}

function useColumns(): Column<Forum>[] {
  const t = useT();
  const code = useCode();
  return [
    {
      id: "name",
      header: t("forum.name"),
      grow: true,
      value: ({ name }) => name,
      exports: [
        { header: t("item.csv.portion"), value: ({ label }) => label.portion },
        { header: t("forum.name"), value: ({ name }) => name },
      ],
      cell: (forum) => (
        <>
          <Portion label={forum.label} />{" "}
          <Link to="/forums/$id" params={{ id: forum.id }}>
            {forum.name}
          </Link>
        </>
      ),
    },
    {
      id: "kind",
      header: t("forum.kind"),
      minor: true,
      value: ({ kind }) => code("forum.kind", kind),
      cell: ({ kind }) => code("forum.kind", kind),
    },
    {
      id: "level",
      header: t("forum.level"),
      minor: true,
      value: ({ level_text }) => level_text,
      cell: ({ level_text }) => level_text,
    },
    {
      id: "rank",
      header: t("forum.rank"),
      align: "end",
      value: ({ rank }) => rank,
      cell: ({ rank }) => rank,
    },
    {
      id: "nations",
      header: t("forum.members"),
      value: ({ nations }) => nations.join(" "),
      cell: ({ nations }) => <Nations codes={nations} />,
    },
    {
      id: "parent",
      header: t("forum.parent"),
      minor: true,
      value: ({ parent }) => parent?.name ?? "",
      cell: ({ parent }) =>
        parent && (
          <Link to="/forums/$id" params={{ id: parent.id }}>
            {parent.name}
          </Link>
        ),
    },
  ];
}

function ForumTable({ forums }: { forums: Forum[] }) {
  const t = useT();
  const navigate = useNavigate();
  const columns = useColumns();
  return (
    <DataTable
      rows={forums}
      columns={columns}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      caption={t("forums.title")}
      exportAs="forums"
      labelsOf={({ label }) => [label]}
      open={({ id }) => void navigate({ to: "/forums/$id", params: { id } })}
    />
  );
}
