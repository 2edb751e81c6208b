import { Button } from "@mantine/core";
import css from "@/features/search/search.module.css";
import { snippet } from "@/features/search/snippet";
import { usePages } from "@/shared/api/queries";
import type { SearchHit, SearchResult } from "@/shared/api/types";
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
  const query = usePages<SearchHit, SearchResult>("insight", "/search", { q: words, kind });
  const hits = query.items;
  const facets = Object.entries(query.data?.pages[0]?.facets ?? {}).filter(([, count]) => count > 0);
  const forums = useForumLabels(hits.map(({ forum }) => forum));
  return (
    <Page title={words} above={t("search.title")} labels={[...hits.map(({ label }) => label), ...forums]}>
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
          hits.length === 0 ? (
            <Empty title={t("search.nothing", { words })}>{t("search.nothing.text")}</Empty>
          ) : (
            <>
              <ul className={css.hits}>
                {hits.map((hit) => (
                  <Hit key={hit.kind + hit.id} hit={hit} />
                ))}
              </ul>
              {query.more.has && <NextPage more={query.more} count={hits.length} />}
            </>
          )
        }
      </Loads>
    </Page>
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
