import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import css from "@/features/search/search.module.css";
import { snippet } from "@/features/search/snippet";
import type { ActivityLine, Statistics } from "@/shared/activities/types";
import { usePages, useRecord } from "@/shared/api/queries";
import type { SearchHit, SearchResult } from "@/shared/api/types";
import { showDate } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Go } from "@/shared/ui/go";
import { Empty, Loads } from "@/shared/ui/loads";
import { NextPage } from "@/shared/ui/more";
import { useForumLabels } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";

interface Props {
  words: string;
  kind?: string;
  choose: (kind: string | undefined) => void;
}

/** So many activities stand beside what was found. */
const SHOWN = 10;
/** The kind that the registry finds; all others the read model does. */
const ACTIVITY = "activity";

/** What was found, best first, under the reader's rights. */
export function SearchView({ words, kind, choose }: Props) {
  const t = useT();
  return words ? (
    <Found words={words} kind={kind} choose={choose} />
  ) : (
    <Page title={t("search.title")}>
      <Empty title={t("search.title")}>{t("search.ask")}</Empty>
    </Page>
  );
}

function Found({ words, kind, choose }: Props) {
  const t = useT();
  const code = useCode();
  const only = kind === ACTIVITY;
  const query = usePages<SearchHit, SearchResult>("insight", "/search", {
    q: words,
    kind: only ? undefined : kind,
  });
  const hits = only ? [] : query.items;
  const forums = useForumLabels(hits.map(({ forum }) => forum));
  // The registry searches its own records: what is under way to the read model is found too.
  const registered = usePages<ActivityLine>("activity", "/activities", {
    q: words,
    limit: only ? undefined : SHOWN,
  });
  const counted = useRecord<Statistics>("figure", "/figures/statistics", { q: words }).data?.value;
  const activities = only ? registered.items : kind ? [] : registered.items.slice(0, SHOWN);
  const facets = [
    ...Object.entries(query.data?.pages[0]?.facets ?? {}),
    [ACTIVITY, counted?.n ?? 0] as const,
  ].filter(([, count]) => count > 0);
  const labels = [...[...hits, ...activities].map(({ label }) => label), counted?.label];
  return (
    <Page title={words} above={t("search.title")} labels={[...labels, ...forums]}>
      {facets.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: buttons that narrow what is shown are no form
        <div className={css.facets} role="group" aria-label={t("search.kinds")}>
          <Button
            variant={kind ? "default" : "filled"}
            aria-pressed={!kind}
            onClick={() => choose(undefined)}
          >
            {t("filter.all")}
          </Button>
          {facets.map(([name, count]) => (
            <Button
              key={name}
              variant={kind === name ? "filled" : "default"}
              aria-pressed={kind === name}
              onClick={() => choose(name)}
            >
              {code("search.kind", name)} {count}
            </Button>
          ))}
        </div>
      )}
      <Loads query={query}>
        {() =>
          hits.length === 0 && activities.length === 0 && !(registered.isPending && (only || !kind)) ? (
            <Empty title={t("search.nothing", { words })}>{t("search.nothing.text")}</Empty>
          ) : (
            <>
              <ul className={css.hits}>
                {hits.map((hit) => (
                  <Hit key={hit.kind + hit.id} hit={hit} />
                ))}
              </ul>
              {!only && query.more.has && <NextPage more={query.more} count={hits.length} />}
            </>
          )
        }
      </Loads>
      {activities.length > 0 && <Activities found={activities} />}
      {only && registered.more.has && <NextPage more={registered.more} count={activities.length} />}
      {!kind && registered.more.has && (
        <Button variant="subtle" onClick={() => choose(ACTIVITY)}>
          {t("search.activities.all")}
        </Button>
      )}
    </Page>
  );
}

/** Activities by the same words, as the registry finds them. */
function Activities({ found }: { found: ActivityLine[] }) {
  const t = useT();
  return (
    <section aria-label={t("search.kind.activity")}>
      <h2>{t("search.kind.activity")}</h2>
      <ul className={css.hits}>
        {found.map((one) => (
          <li key={one.id}>
            <div className={css.title}>
              <Portion label={one.label} />
              <Link to="/activities/$id" params={{ id: one.id }}>
                {one.title}
              </Link>
            </div>
            <div className="row small muted">
              <span>{showDate(one.start)}</span>
              <span>{one.place}</span>
              {one.ref && <span className="ref">{one.ref}</span>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Hit({ hit }: { hit: SearchHit }) {
  const code = useCode();
  const section = hit.kind === "meeting" ? "meetings" : "taskings";
  return (
    <li>
      <div className={css.title}>
        <Portion label={hit.label} />
        <Go href={hit.link ?? `/${section}/${hit.id}`}>{hit.title}</Go>
      </div>
      {hit.snippet && (
        <p className={css.snippet}>
          {snippet(hit.snippet).map(({ words, found, at }) =>
            found ? <mark key={at}>{words}</mark> : <span key={at}>{words}</span>,
          )}
        </p>
      )}
      <div className="row small muted">
        <span>{code("item.kind", hit.kind)}</span>
        {hit.forum && <span>{hit.forum}</span>}
        <span className="ref">{hit.ref}</span>
      </div>
    </li>
  );
}
