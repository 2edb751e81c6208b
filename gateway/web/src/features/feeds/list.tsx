import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { BoundsForm, EndForm, GrantForm } from "@/features/feeds/forms";
import { ActivitiesPage } from "@/shared/activities/page";
import type { Feed } from "@/shared/activities/types";
import { may } from "@/shared/api/can";
import { usePages } from "@/shared/api/queries";
import type { Person } from "@/shared/api/types";
import { showInstant } from "@/shared/dates/show";
import { useList, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useMyNation, useNames, useRole } from "@/shared/ui/names";
import { DataTable } from "@/shared/ui/table";

interface Open {
  act: "grant" | "bounds" | "end";
  feed?: Feed;
}

/** Which partner system writes which source of the nation, how far it may release, and how its last request went. */
export function FeedsView() {
  const t = useT();
  const names = useNames();
  const list = useList();
  const nation = useMyNation();
  const grants = useRole("national_admin");
  const query = usePages<Feed>("feed", "/feeds");
  const people = usePages<Person>("person", "/people", { nation, limit: 200 }).items;
  const systems = useMemo(() => people.filter(({ kind }) => kind === "system"), [people]);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const systemOf = ({ system }: Feed) =>
    systems.find(({ id }) => id === system)?.name ?? t("feed.system.unknown");
  const bounds = ({ rel, level }: Feed) =>
    rel.length > 0
      ? t("feed.bounds.says", { nations: list(rel.map(names)), level })
      : t("feed.bounds.none", { level });
  const button = (feed: Feed, act: "bounds" | "end") =>
    may(feed.can, act) && (
      <Button key={act} variant="subtle" size="compact-xs" onClick={() => setOpen({ act, feed })}>
        {t(`feed.act.${act}`)}
        <span className="hidden-text">: {feed.source}</span>
      </Button>
    );
  return (
    <ActivitiesPage
      title={t("feeds.title")}
      below={t("feeds.lead")}
      labels={[...query.items.map(({ label }) => label), ...systems.map(({ label }) => label)]}
      actions={
        grants && (
          <Button
            aria-expanded={open?.act === "grant"}
            onClick={() => setOpen(open?.act === "grant" ? null : { act: "grant" })}
          >
            {t("feed.grant")}
          </Button>
        )
      }
    >
      {open?.act === "grant" && <GrantForm systems={systems} close={close} />}
      {open?.act === "bounds" && open.feed && (
        <BoundsForm key={open.feed.id} feed={open.feed} system={systemOf(open.feed)} close={close} />
      )}
      {open?.act === "end" && open.feed && (
        <EndForm key={open.feed.id} feed={open.feed} system={systemOf(open.feed)} close={close} />
      )}
      <Loads query={query} rows={4}>
        {() => (
          <DataTable
            rows={query.items}
            rowId={({ id }) => id}
            rowName={({ source }) => source}
            caption={t("feeds.title")}
            exportAs="feeds"
            labelsOf={({ label }) => [label]}
            more={query.more}
            empty={
              <Empty title={t("feeds.empty")}>{t(grants ? "feeds.empty.admin" : "feeds.empty.text")}</Empty>
            }
            columns={[
              {
                id: "source",
                header: t("feed.source"),
                grow: true,
                value: ({ source }) => source,
                cell: ({ source, note, label }) => (
                  <>
                    <Portion label={label} /> {source}
                    {note && <div className="muted small">{note}</div>}
                  </>
                ),
              },
              { id: "system", header: t("feed.system"), value: systemOf, cell: systemOf },
              { id: "bounds", header: t("feed.bounds"), minor: true, value: bounds, cell: bounds },
              {
                id: "last",
                header: t("feed.last"),
                value: ({ last }) => last?.at ?? "",
                cell: ({ last }) =>
                  last ? (
                    <>
                      {showInstant(last.at)}
                      <div className="muted small">{t("feed.last.says", { ...last })}</div>
                      {last.refused > 0 && (
                        <Mark tone="warn">{t("feed.refused", { count: last.refused })}</Mark>
                      )}
                    </>
                  ) : (
                    <span className="muted">{t("feed.last.none")}</span>
                  ),
              },
              {
                id: "state",
                header: t("overlap.state"),
                value: ({ ended_at: ended }) => (ended ? 1 : 0),
                exports: [
                  {
                    header: t("overlap.state"),
                    value: ({ ended_at: ended }) => ended ?? t("feed.open"),
                  },
                ],
                cell: (feed) => (
                  <>
                    {feed.ended_at ? (
                      <>
                        <Mark>{t("feed.ended", { at: showInstant(feed.ended_at) })}</Mark>
                        <div className="muted small">{feed.reason}</div>
                      </>
                    ) : (
                      <Mark tone="good">{t("feed.open")}</Mark>
                    )}
                    <div className="screen-only">
                      {button(feed, "bounds")}
                      {button(feed, "end")}
                    </div>
                  </>
                ),
              },
            ]}
          />
        )}
      </Loads>
      <p className="muted small">{t("feeds.audit")}</p>
    </ActivitiesPage>
  );
}
