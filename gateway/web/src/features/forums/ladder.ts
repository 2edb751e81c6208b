import type { Forum } from "@/shared/api/types";

export interface Rung {
  forum: Forum;
  below: Rung[];
}

const byRank = (a: Forum, b: Forum) => a.rank - b.rank || a.name.localeCompare(b.name);

/** Forums under the forum that they report to. A parent that the reader may not read leaves its forum at the top. */
export function ladders(forums: Forum[]): Rung[] {
  const known = new Set(forums.map(({ id }) => id));
  const rung = (forum: Forum): Rung => ({
    forum,
    below: forums
      .filter(({ parent }) => parent?.id === forum.id)
      .sort(byRank)
      .map(rung),
  });
  return forums
    .filter(({ parent }) => !parent || !known.has(parent.id))
    .sort(byRank)
    .map(rung)
    .sort((a, b) => Number(b.below.length > 0) - Number(a.below.length > 0));
}
