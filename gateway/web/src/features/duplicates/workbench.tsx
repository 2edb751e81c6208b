import { Button, Select } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Compare } from "@/features/duplicates/compare";
import css from "@/features/duplicates/duplicates.module.css";
import type { Decision, Pair, Summary } from "@/features/duplicates/types";
import { ActivitiesPage } from "@/shared/activities/page";
import { api } from "@/shared/api/client";
import { usePages, useRecord } from "@/shared/api/queries";
import { useCode, useT } from "@/shared/i18n";
import { useKeys } from "@/shared/keys/keys";
import { useAct } from "@/shared/ui/act";
import { usePageCommands } from "@/shared/ui/commands";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { NextPage } from "@/shared/ui/more";
import { ProblemNotice } from "@/shared/ui/problem";
import { SavedViews } from "@/shared/ui/saved-views";
import { useUndo } from "@/shared/ui/undo";

export interface Filters {
  state?: string;
  grade?: string;
  across?: string;
  activity?: string;
  pair?: string;
}
const STATES = ["open", "later", "same", "different"] as const;
const GRADES = ["likely", "possible"] as const;
const ACROSS = ["nations", "imports", "reports"] as const;
const inWords = ({ open, later, same, different }: Summary) => ({
  likely: open.likely,
  possible: open.possible,
  later,
  same,
  different,
});
/** What can be decided, and by which key. */
const KEYS = { same: "s", different: "d", later: "l", open: "o" } as const;

/** Pairs of records that may be one event, the surest first: one at a time, side by side, decided by one key. */
export function DuplicatesView({
  filters,
  change,
}: {
  filters: Filters;
  change: (filters: Filters) => void;
}) {
  const t = useT();
  const { pair: asked, ...chosen } = filters;
  const query = usePages<Pair>("duplicate", "/duplicates", { ...chosen });
  const summary = useRecord<Summary>("duplicate", "/duplicates/summary").data?.value;
  const place = Math.max(
    0,
    query.items.findIndex(({ id }) => id === asked),
  );
  const pair = query.items[place];
  return (
    <ActivitiesPage
      title={t("duplicates.title")}
      below={summary && t("duplicates.summary", inWords(summary))}
      labels={query.items.flatMap(({ label, left, right }) => [label, left.label, right.label])}
      actions={<SavedViews page="duplicates" to="/activities/duplicates" />}
    >
      <FilterBar filters={filters} change={change} />
      <Loads query={query} rows={8}>
        {() =>
          pair ? (
            <div className={css.bench}>
              <Queue pairs={query.items} at={pair.id} go={(id) => change({ ...filters, pair: id })}>
                {query.more.has && <NextPage more={query.more} count={query.items.length} />}
              </Queue>
              <Decide
                key={pair.id}
                pair={pair}
                go={(step) => change({ ...filters, pair: query.items[place + step]?.id ?? pair.id })}
                next={query.items[place + 1]?.id ?? query.items[place - 1]?.id}
                show={(id) => change({ ...filters, pair: id })}
              />
            </div>
          ) : (
            <Empty title={t("duplicates.empty")}>{t("duplicates.empty.text")}</Empty>
          )
        }
      </Loads>
    </ActivitiesPage>
  );
}

function FilterBar({ filters, change }: { filters: Filters; change: (filters: Filters) => void }) {
  const t = useT();
  const code = useCode();
  const select = (name: "state" | "grade" | "across", values: readonly string[]) => (
    <Select
      size="xs"
      aria-label={t(`duplicates.${name}`)}
      placeholder={t(`duplicates.${name}`)}
      clearable
      data={values.map((value) => ({ value, label: code(`duplicate.${name}`, value) }))}
      value={filters[name] ?? null}
      onChange={(value) => change({ ...filters, [name]: value ?? undefined, pair: undefined })}
    />
  );
  return (
    <div className={`${css.filters} screen-only`}>
      {select("state", STATES)}
      {select("grade", GRADES)}
      {select("across", ACROSS)}
      {filters.activity && (
        <Button variant="subtle" onClick={() => change({ ...filters, activity: undefined })}>
          {t("filter.clear")}
        </Button>
      )}
    </div>
  );
}

interface QueueProps {
  pairs: Pair[];
  at: string;
  go: (id: string) => void;
  children: React.ReactNode;
}

function Queue({ pairs, at, go, children }: QueueProps) {
  const t = useT();
  const code = useCode();
  const here = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another pair is brought into sight
  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest" }); // its answer is no clean-up
  }, [at]);
  return (
    <nav className={css.queue} aria-label={t("duplicates.queue")}>
      <ul>
        {pairs.map((pair) => (
          <li key={pair.id}>
            <button
              type="button"
              ref={pair.id === at ? here : undefined}
              aria-current={pair.id === at || undefined}
              data-here={pair.id === at || undefined}
              onClick={() => go(pair.id)}
            >
              <span>{pair.left.title}</span>
              <span className="muted small">
                {code("duplicate.grade", pair.grade)} · {code("duplicate.across", pair.across)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {children}
    </nav>
  );
}

interface DecideProps {
  pair: Pair;
  go: (step: number) => void;
  /** The pair to show once this one is decided. */
  next: string | undefined;
  show: (id: string | undefined) => void;
}

function Decide({ pair, go, next, show }: DecideProps) {
  const t = useT();
  const { done } = useUndo();
  const path = `/duplicates/${pair.id}`;
  const decide = useAct(
    async (as: Decision) => {
      const { etag } = await api.read<Pair>(path);
      return api.post<Pair>(`${path}/decision`, { as }, { etag });
    },
    ["duplicate"],
    (_, as) => {
      if (as !== "open") {
        const undo = () => decide.mutate("open", { onSuccess: () => show(pair.id) });
        done({ words: t(`duplicate.done.${as}`), undo });
      }
      show(next);
    },
  );
  const can = (["same", "different", "later", "open"] as const).filter((as) => pair.can.includes(as));
  const keys = can.map(
    (as) => [KEYS[as], { words: t(`duplicate.act.${as}`), run: () => decide.mutate(as) }] as const,
  );
  useKeys({
    j: { words: t("duplicates.next"), run: () => go(1) },
    k: { words: t("duplicates.previous"), run: () => go(-1) },
    ...Object.fromEntries(keys),
  });
  usePageCommands(
    can.map((as) => ({
      id: as,
      name: t(`duplicate.act.${as}`),
      hint: KEYS[as],
      run: () => decide.mutate(as),
    })),
  );
  return (
    <section className={css.pair} aria-label={t("duplicates.pair")}>
      <Compare pair={pair} />
      {decide.error && <ProblemNotice error={decide.error} compact />}
      <div className="row">
        {can.map((as) => (
          <Button
            key={as}
            variant={as === "same" ? "filled" : "default"}
            loading={decide.isPending && decide.variables === as}
            onClick={() => decide.mutate(as)}
            rightSection={
              <span aria-hidden="true">
                <kbd>{KEYS[as].toUpperCase()}</kbd>
              </span>
            }
          >
            {t(`duplicate.act.${as}`)}
          </Button>
        ))}
        {can.length === 0 && <Mark>{t("duplicates.notYours")}</Mark>}
      </div>
    </section>
  );
}
