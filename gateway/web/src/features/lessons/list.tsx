import { Button, Select } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { LessonForm } from "@/features/lessons/form";
import css from "@/features/lessons/lessons.module.css";
import { LessonMark } from "@/features/lessons/marks";
import { TopicFilter } from "@/features/lessons/topic-field";
import { type LessonLine, STATES } from "@/features/lessons/types";
import { usePages } from "@/shared/api/queries";
import { countryChoices, countryName } from "@/shared/countries/iso";
import { showDate } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useOversees } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";
import { DataTable } from "@/shared/ui/table";

export interface Filters {
  state?: string;
  topic?: string;
  nation?: string;
  due?: string;
}

/** Lessons by state, topic, nation and when their action is due. */
export function LessonsView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const code = useCode();
  const navigate = useNavigate();
  const countries = useMemo(countryChoices, []);
  const [open, setOpen] = useState(false);
  const oversees = useOversees();
  const query = usePages<LessonLine>("lesson", "/lessons", { ...filters });
  const show = (id: string) => void navigate({ to: "/lessons/$id", params: { id } });
  const select = (
    name: "state" | "nation" | "due",
    label: string,
    data: { value: string; label: string }[],
  ) => (
    <Select
      size="xs"
      aria-label={label}
      placeholder={label}
      clearable
      searchable={name === "nation"}
      limit={60}
      data={data}
      value={filters[name] ?? null}
      onChange={(next) => change({ ...filters, [name]: next ?? undefined })}
    />
  );
  return (
    <Page
      title={t("lessons.title")}
      below={t("lessons.lead")}
      labels={query.items.map(({ label }) => label)}
      wide
      actions={
        !oversees && (
          <>
            <Button variant="default" component={Link} to="/lessons/imports">
              {t("lessons.import")}
            </Button>
            <Button aria-expanded={open} onClick={() => setOpen(!open)}>
              {t("lessons.new")}
            </Button>
          </>
        )
      }
    >
      {open && <LessonForm close={() => setOpen(false)} opened={({ id }) => show(id)} />}
      <div className={`${css.filters} screen-only`}>
        {select(
          "state",
          t("lesson.state"),
          STATES.map((value) => ({ value, label: code("lesson.state", value) })),
        )}
        <TopicFilter
          key={filters.topic ?? ""}
          value={filters.topic ?? ""}
          onChange={(topic) => change({ ...filters, topic })}
        />
        {select("nation", t("lesson.nation"), countries)}
        {select(
          "due",
          t("lesson.due"),
          ["overdue", "soon"].map((value) => ({ value, label: code("lesson.due", value) })),
        )}
      </div>
      <Loads query={query} rows={8}>
        {() => (
          <DataTable
            rows={query.items}
            rowId={({ id }) => id}
            rowName={({ title }) => title}
            caption={t("lessons.title")}
            exportAs="lessons"
            labelsOf={({ label }) => [label]}
            more={query.more}
            open={({ id }) => show(id)}
            empty={<Empty title={t("lessons.empty")}>{t("lessons.empty.text")}</Empty>}
            columns={[
              {
                id: "title",
                header: t("lesson.name"),
                grow: true,
                value: ({ title }) => title,
                exports: [
                  { header: "Ref", value: ({ ref }) => ref },
                  { header: t("lesson.name"), value: ({ title }) => title },
                  { header: t("lesson.part.observation"), value: ({ observation }) => observation },
                ],
                cell: ({ id, title, label, observation }) => (
                  <>
                    <Portion label={label} />{" "}
                    <Link to="/lessons/$id" params={{ id }} className="link" data-opens>
                      {title}
                    </Link>
                    {observation && <div className={`muted small ${css.short}`}>{observation}</div>}
                  </>
                ),
              },
              {
                id: "state",
                header: t("lesson.state"),
                value: ({ state }) => STATES.indexOf(state),
                exports: [{ header: t("lesson.state"), value: ({ state }) => code("lesson.state", state) }],
                cell: ({ state }) => <LessonMark state={state} />,
              },
              {
                id: "topics",
                header: t("lesson.topics"),
                minor: true,
                value: ({ topics, tags }) => [...topics, ...tags].join(", "),
                cell: ({ topics, tags }) => [...topics, ...tags].join(", "),
              },
              {
                id: "source",
                header: t("lesson.source"),
                minor: true,
                value: (row) => sourceOf(row),
                cell: (row) => sourceOf(row),
              },
              {
                id: "body",
                header: t("lesson.body"),
                minor: true,
                value: (row) => bodyOf(row),
                cell: (row) => bodyOf(row),
              },
              {
                id: "due",
                header: t("lesson.due"),
                value: ({ due }) => due ?? "9999",
                exports: [{ header: t("lesson.due"), value: ({ due }) => due ?? "" }],
                cell: ({ due, overdue }) => (
                  <>
                    {due && <span className="number nowrap">{showDate(due)}</span>}{" "}
                    {overdue && <Mark tone="danger">{t("lesson.overdue")}</Mark>}
                  </>
                ),
              },
            ]}
          />
        )}
      </Loads>
    </Page>
  );
}

const joined = (nation: string, rest: string) =>
  [nation && countryName(nation), rest].filter(Boolean).join(", ");
const sourceOf = (row: LessonLine) => joined(row.source_nation, row.source_exercise);
const bodyOf = (row: LessonLine) => joined(row.action_nation, row.action_office);
