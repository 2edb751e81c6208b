import {
  infiniteQueryOptions,
  type QueryClient,
  type QueryKey,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";
import { type Ask, api, type Loaded } from "@/shared/api/client";
import type { Community, Forum, Me, Nation, Page, Policy } from "@/shared/api/types";

/** Every cache key starts with the type of record that it shows, so that a live change can name what to read again. */
export type Shown =
  | "me"
  | "policy"
  | "nation"
  | "forum"
  | "meeting"
  | "item"
  | "brief"
  | "insight"
  | "audit"
  | "person"
  | "activity"
  | "figure"
  | "import"
  | "overlap"
  | "duplicate"
  | "host"
  | "feed"
  | "view"
  | "release"
  | "information"
  | "lesson"
  | "caveat";

const HOUR = 3_600_000;

export const meOptions = queryOptions({
  queryKey: ["me"],
  queryFn: () => api.get<Me>("/me"),
  staleTime: HOUR,
});
export const policyOptions = queryOptions({
  queryKey: ["policy"],
  queryFn: () => api.get<Policy>("/policy"),
  staleTime: HOUR,
});
export const nationsOptions = queryOptions({
  queryKey: ["nation", "all"],
  queryFn: () => every<Nation>("/nations"),
  staleTime: HOUR,
});
export const communitiesOptions = queryOptions({
  queryKey: ["nation", "communities"],
  queryFn: () => every<Community>("/communities"),
  staleTime: HOUR,
});
export const forumsOptions = queryOptions({
  queryKey: ["forum", "all"],
  queryFn: () => every<Forum>("/forums"),
  staleTime: 60_000,
});

/** A short list whole, page after page: what a page names by it must find all of it. */
async function every<T>(path: string): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> | T[] = await api.get(path, { limit: 200, cursor });
    if (Array.isArray(page)) return page;
    found.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return found;
}

/** So many rows of a list are read at most for a file. */
export const MOST = 5_000;

/** A list from its beginning up to `MOST` rows; `cut` says that there are more. */
async function upTo<T>(
  path: string,
  query: Ask["query"],
  signal: AbortSignal,
  read: (count: number) => void,
): Promise<{ rows: T[]; cut: boolean }> {
  const rows: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await api.get(path, { limit: 200, ...query, cursor }, signal);
    rows.push(...page.items);
    cursor = page.next;
    read(rows.length);
  } while (cursor && rows.length < MOST);
  return { rows: rows.slice(0, MOST), cut: cursor !== null || rows.length > MOST };
}

/** One record with its version. */
export function recordOptions<T>(shown: Shown, path: string, query?: Ask["query"]) {
  return queryOptions({
    queryKey: [shown, "record", path, query ?? null] as QueryKey,
    queryFn: ({ signal }) => api.read<T>(path, query, signal),
  });
}

/** A list of one kind, page after page: a short one first, for what is in sight, then as long as the API gives. */
export function pagesOptions<T, P extends Page<T> = Page<T>>(
  shown: Shown,
  path: string,
  query?: Ask["query"],
) {
  return infiniteQueryOptions({
    queryKey: [shown, "pages", path, query ?? null] as QueryKey,
    queryFn: ({ signal, pageParam }) =>
      api.get<P>(path, { limit: pageParam ? 200 : 50, ...query, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: P) => page.next,
  });
}

export function useRecord<T>(shown: Shown, path: string, query?: Ask["query"]) {
  return useQuery(recordOptions<T>(shown, path, query));
}

/** The forum of a meeting, where the reader may know it. */
export function useForum(id: string | undefined): Forum | undefined {
  const query = useQuery({ ...recordOptions<Forum>("forum", `/forums/${id}`), enabled: id !== undefined });
  return query.data?.value;
}

const NOTHING: never[] = [];

export function usePages<T, P extends Page<T> = Page<T>>(shown: Shown, path: string, query?: Ask["query"]) {
  const result = useInfiniteQuery(pagesOptions<T, P>(shown, path, query));
  const pages = result.data?.pages;
  const items: T[] = useMemo(() => (pages ? pages.flatMap((page) => page.items) : NOTHING), [pages]);
  const more = {
    every: (signal: AbortSignal, read: (count: number) => void) => upTo<T>(path, query, signal, read),
    has: result.hasNextPage,
    busy: result.isFetching,
    failed: result.isFetchNextPageError,
    load: () => void result.fetchNextPage(),
  };
  return { ...result, items, more };
}

/** What a change of one type of record makes stale. Taskings stand on agendas, and everything on the brief. */
const TOUCHES: Record<string, Shown[]> = {
  item: ["item", "meeting", "forum", "brief", "insight"],
  tasking: ["item", "meeting", "forum", "brief", "insight"],
  escalation: ["item", "meeting", "forum", "brief", "insight"],
  guidance: ["item", "meeting", "forum", "brief", "insight"],
  decision: ["item", "meeting", "brief", "insight"],
  meeting: ["meeting", "forum", "item", "brief", "insight"],
  // What stands before a forum changes with its meetings.
  forum: ["forum", "meeting", "item", "brief", "insight"],
  brief: ["brief", "insight"],
  subject: ["me", "person"],
  person: ["person"],
  nation: ["nation"],
  activity: ["activity", "figure", "overlap", "host"],
  import: ["import", "activity", "figure", "duplicate"],
  overlap: ["overlap", "host", "activity"],
  duplicate: ["duplicate", "activity", "figure"],
  host: ["host", "overlap"],
  capacity: ["host", "activity"],
  objective: ["host"],
  demand: ["host"],
  feed: ["feed"],
  agreement: ["overlap"],
  view: ["view"],
  // The title and the paragraphs of what nations share.
  shared_item: ["information", "insight"],
  release: ["release", "information"],
  portion: ["information", "insight"],
  lesson: ["lesson", "insight"],
  caveat: ["caveat", "insight"],
};

/** Reads again what these types of record stand in; only what is on screen is fetched at once, and waited for. */
export async function refresh(client: QueryClient, ...types: string[]): Promise<void> {
  if (types.includes("*")) return client.invalidateQueries();
  // What was withdrawn from the reader is read again too, and is then no longer there (`item.withdrawn`).
  const kinds = types.map((type) => type.replace(/\.withdrawn$/, ""));
  const shown = new Set(kinds.flatMap((type) => TOUCHES[type] ?? ["brief", "insight"]));
  return client.invalidateQueries({ predicate: ({ queryKey }) => shown.has(queryKey[0] as Shown) });
}

export type { Loaded };
