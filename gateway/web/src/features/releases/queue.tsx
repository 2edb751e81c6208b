import { Button, SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import css from "@/features/releases/releases.module.css";
import { RequestPanel } from "@/features/releases/request";
import type { Release } from "@/features/releases/types";
import { usePages } from "@/shared/api/queries";
import { countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { useKeys } from "@/shared/keys/keys";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { NextPage } from "@/shared/ui/more";
import { useOversees } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";

export interface Filters {
  view?: string;
  at?: string;
}
const VIEWS = ["waits", "asked", "settled"] as const;
const ASKS = {
  waits: { waits: true, order: "asc" },
  asked: { asked: true },
  settled: { state: "settled" },
} as const;

/** What waits for the reader's nation to release, one request at a time; what it asked for; what was decided. */
export function ReleasesView({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const oversees = useOversees();
  const view = VIEWS.find((name) => name === filters.view) ?? "waits";
  const query = usePages<Release>("release", "/releases", ASKS[view]);
  const place = Math.max(
    0,
    query.items.findIndex(({ id }) => id === filters.at),
  );
  const here = query.items[place];
  const go = (step: number) => change({ ...filters, at: query.items[place + step]?.id ?? here?.id });
  useKeys({
    j: { words: t("releases.next"), run: () => go(1) },
    k: { words: t("releases.previous"), run: () => go(-1) },
  });
  return (
    <Page
      wide
      title={t("releases.title")}
      below={t(`releases.lead.${view}`)}
      labels={query.items.flatMap(({ label, item }) => [label, item?.label])}
      actions={
        <>
          <Button component={Link} to="/releases/missed" variant="default">
            {t("missed.title")}
          </Button>
          {!oversees && (
            <Button component={Link} to="/releases/new">
              {t("releases.ask")}
            </Button>
          )}
        </>
      }
    >
      <SegmentedControl
        className={css.views}
        aria-label={t("releases.views")}
        data={VIEWS.map((value) => ({ value, label: t(`releases.view.${value}`) }))}
        value={view}
        onChange={(value) => change({ view: value })}
      />
      <Loads query={query} rows={8}>
        {() =>
          here ? (
            <div className={css.bench}>
              <Queue requests={query.items} at={here.id} go={(id) => change({ ...filters, at: id })}>
                {query.more.has && <NextPage more={query.more} count={query.items.length} />}
              </Queue>
              <RequestPanel
                key={here.id}
                request={here}
                next={() => view === "waits" && change({ ...filters, at: query.items[place + 1]?.id })}
              />
            </div>
          ) : (
            <Empty title={t(`releases.empty.${view}`)}>{t(`releases.empty.${view}.text`)}</Empty>
          )
        }
      </Loads>
    </Page>
  );
}

interface QueueProps {
  requests: Release[];
  at: string;
  go: (id: string) => void;
  children: React.ReactNode;
}

function Queue({ requests, at, go, children }: QueueProps) {
  const t = useT();
  const code = useCode();
  const here = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another request is brought into sight
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <nav className={css.queue} aria-label={t("releases.queue")}>
      <ul>
        {requests.map(({ id, ref, nation, item, about, label, turn, late, outcome, state }) => (
          <li key={id}>
            <button
              type="button"
              ref={id === at ? here : undefined}
              aria-current={id === at || undefined}
              data-here={id === at || undefined}
              onClick={() => go(id)}
            >
              <span>
                <Portion label={label} /> {item?.title ?? (about || ref)}
              </span>
              <span className="muted small">
                {countryName(nation)} · {ref}
              </span>
              <span className={css.marks}>
                {turn && (
                  <Mark tone={turn === "second" ? "warn" : "accent"}>{code("releases.turn", turn)}</Mark>
                )}
                {late && <Mark tone="danger">{t("releases.late")}</Mark>}
                {!turn && <Mark>{code("releases.outcome", outcome ?? state)}</Mark>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {children}
    </nav>
  );
}
