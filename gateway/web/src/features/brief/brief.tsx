import { Button, SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { AwaitedStands } from "@/features/brief/awaited";
import css from "@/features/brief/brief.module.css";
import { BriefLineRow } from "@/features/brief/line";
import { byDate, type Line, linesHere, REGISTRIES, type Shown, toLine } from "@/features/brief/lines";
import type { Upcoming } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import type { Brief } from "@/shared/api/types";
import { showDate, showInstant } from "@/shared/dates/show";
import { useList, useT } from "@/shared/i18n";
import { useKeys } from "@/shared/keys/keys";
import { useAct } from "@/shared/ui/act";
import { usePageCommands } from "@/shared/ui/commands";
import { Empty, Loads } from "@/shared/ui/loads";
import { useForumLabels } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";

/** Read once the rest is there: the first page stays small. */
const UpcomingPart = lazy(async () => ({
  default: (await import("@/features/brief/upcoming")).UpcomingPart,
}));

/** The day's brief: one column of what needs this person, by date. */
export function BriefView() {
  const t = useT();
  const query = useRecord<Brief>("brief", "/brief");
  const banner = query.data?.value.banner;
  const lines = query.data?.value.sections.flatMap((section) => section.lines) ?? [];
  const forums = useForumLabels(lines.map(({ forum }) => forum?.id));
  const labels = [...(banner ? [banner] : lines.map(({ label }) => label)), ...forums];
  const seen = useAct(() => api.post("/brief/seen"), ["brief"]);
  const [only, setOnly] = useState<Shown | null>(null);
  const [at, setAt] = useState("");
  const upcoming = useRecord<Upcoming>("overlap", "/upcoming").data?.value;
  const comes = upcoming !== undefined && upcoming.overlaps.length + upcoming.activities.length > 0;
  useLineKeys(at);
  usePageCommands([{ id: "seen", name: t("brief.seen"), run: () => seen.mutate(undefined) }]);
  return (
    <Page
      title={t("brief.title")}
      labels={labels}
      below={
        query.data ? <span>{t("brief.asOf", { time: showInstant(query.data.value.as_of) })}</span> : null
      }
      actions={
        <Button variant="default" loading={seen.isPending} onClick={() => seen.mutate(undefined)}>
          {t("brief.seen")}
        </Button>
      }
    >
      <Loads query={query} rows={9}>
        {({ value }) => (
          <Column
            brief={value}
            comes={comes}
            only={only}
            show={(kind) => {
              setOnly(kind);
              setAt("");
            }}
            at={at}
            focus={setAt}
          />
        )}
      </Loads>
      {(!only || only === REGISTRIES) && (
        <Suspense>
          <UpcomingPart at={at} focus={setAt} />
        </Suspense>
      )}
    </Page>
  );
}

/** So many changes are shown before what is due; the rest on demand. */
const FEW = 5;

/** The keys of all lines of the brief, in the order in which they stand. */
function useLineKeys(at: string) {
  const t = useT();
  const step = (by: number) => {
    const lines = linesHere();
    const here = lines.findIndex(({ dataset }) => dataset.line === at);
    toLine(lines[Math.max(0, Math.min(lines.length - 1, here + by))])?.focus();
  };
  const line = () => linesHere().find(({ dataset }) => dataset.line === at);
  useKeys({
    j: { words: t("keys.next"), run: () => step(1) },
    k: { words: t("keys.previous"), run: () => step(-1) },
    Enter: { words: t("keys.open"), run: () => toLine(line())?.click() },
    p: {
      words: t("brief.keys.progress"),
      run: () => line()?.closest("li")?.querySelector<HTMLElement>("[data-progress]")?.click(),
    },
  });
}

interface ColumnProps {
  brief: Brief;
  /** Whether the registries have something below it. */
  comes: boolean;
  only: Shown | null;
  show: (kind: Shown | null) => void;
  /** The line that was last in focus, and how that is said. */
  at: string;
  focus: (line: string) => void;
}

function Column({ brief, comes, only, show, at, focus }: ColumnProps) {
  const t = useT();
  const list = useList();
  const [all, setAll] = useState(false);
  const { changed: every, groups } = byDate(brief, only);
  const changed = all || only === "changed" ? every : every.slice(0, FEW);
  const flat = [...changed, ...groups.flatMap(({ lines }) => lines)];
  const key = (line: Line) => `${line.section}-${line.id}`;
  const kinds = brief.sections.filter(({ lines }) => lines.length > 0).map(({ kind }) => kind);
  const rows = (lines: Line[]) => (
    <ul className={css.lines}>
      {lines.map((line) => (
        <BriefLineRow
          key={key(line)}
          line={line}
          name={key(line)}
          at={key(line) === at}
          focus={() => focus(key(line))}
          everything={brief.since === null}
        />
      ))}
    </ul>
  );
  return (
    <>
      {brief.stale.length > 0 && (
        <p className={css.stale} role="status">
          {t("brief.stale", { sources: list(brief.stale) })}
        </p>
      )}
      {kinds.length + Number(comes) > 1 && (
        <SegmentedControl
          className={`${css.filter} screen-only`}
          size="xs"
          aria-label={t("brief.filter")}
          value={only ?? "all"}
          onChange={(value) => show(value === "all" ? null : (value as Shown))}
          data={[
            { value: "all", label: t("filter.all") },
            ...kinds.map((kind) => ({ value: kind, label: t(`brief.kind.${kind}`) })),
            ...(comes ? [{ value: REGISTRIES, label: t("nav.activities") }] : []),
          ]}
        />
      )}
      {flat.length === 0 && !(comes && (!only || only === REGISTRIES)) && <Nothing brief={brief} />}
      {!only && <AwaitedStands />}
      {!brief.since && only !== REGISTRIES && <Since words={t("brief.sinceNever")} />}
      {changed.length > 0 && (
        <section aria-labelledby="changed">
          <h2 id="changed" className={css.group}>
            {t(brief.since ? "brief.changed" : "brief.changed.first")}
          </h2>
          {rows(changed)}
          {every.length > changed.length && (
            <Button variant="subtle" onClick={() => setAll(true)}>
              {t("brief.all", { count: every.length })}
            </Button>
          )}
        </section>
      )}
      {brief.since && only !== REGISTRIES && (
        <Since words={t("brief.since", { time: showInstant(brief.since) })} />
      )}
      {groups.map(({ name, lines }) => (
        <section key={name} aria-labelledby={`group-${name}`}>
          <h2 id={`group-${name}`} className={css.group} data-late={name === "overdue" || undefined}>
            {t(`brief.group.${name}`)}
          </h2>
          {rows(lines)}
        </section>
      ))}
    </>
  );
}

/** The line between what is new and what was there before; on a first look it stands above everything. */
function Since({ words }: { words: string }) {
  return (
    <div className={css.since}>
      <span>{words}</span>
    </div>
  );
}

function Nothing({ brief }: { brief: Brief }) {
  const t = useT();
  const next = brief.sections.find(({ kind }) => kind === "meetings")?.lines[0];
  const words = next
    ? t("brief.empty.next", { next: `${next.title}, ${showDate(next.due) ?? ""}` })
    : t("brief.empty.none");
  return <Empty title={t("brief.empty")}>{words}</Empty>;
}
