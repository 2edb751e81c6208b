import type { Known } from "@/shared/capture/capture";

export interface Suggestion {
  kind: "forum" | "nation";
  insert: string;
  name: string;
}

/** What the line lacks still, and the forum that it names. */
export interface Sought {
  kind: Suggestion["kind"];
  forum: string | null;
}

interface Ranked extends Suggestion {
  /** How well the word fits: its whole, a beginning, a part. */
  fit: number;
  /** How far it is from the forum of the line; the nearest is 0. */
  far: number;
}

const NO_FIT = 3;
/** So many of the kind that is sought go before the first of the other. */
const FIRST = 5;

/**
 * What `@word` could become, best first. What the line lacks goes before the rest: forums below the one it is written
 * from, then those that share its members, then others; nations of the forum that is named, or of the own one.
 * A code or key typed whole goes before all.
 */
export function suggest(word: string, known: Known, sought?: Sought, most = 8): Suggestion[] {
  const own = known.forums.find(({ id }) => id === known.here)?.nations ?? [];
  const members = known.forums.find(({ id }) => id === sought?.forum)?.nations ?? own;
  const nations = known.nations.map(({ code, name }) =>
    ranked("nation", code, name, word, members.includes(code) ? 0 : 1),
  );
  const forums = known.forums.map((forum) =>
    ranked("forum", forum.key, forum.name, word, distance(forum, known.here, own)),
  );
  const [first, second] = sought?.kind === "forum" ? [forums, nations] : [nations, forums];
  const [wanted, others] = [best(first), best(second)];
  const found = [...wanted.slice(0, Math.max(FIRST, most - others.length)), ...others].slice(0, most);
  return found
    .sort((a, b) => Number(a.fit > 0) - Number(b.fit > 0))
    .map(({ kind, insert, name }) => ({ kind, insert, name }));
}

function ranked(kind: Suggestion["kind"], insert: string, name: string, word: string, far: number): Ranked {
  return {
    kind,
    insert,
    name,
    far,
    fit: fitOf(word.toLowerCase(), insert.toLowerCase(), name.toLowerCase()),
  };
}

function fitOf(word: string, insert: string, name: string): number {
  if (word && word === insert) return 0;
  const parts = [insert, ...insert.split("-"), ...name.split(/[^\p{L}\p{N}]+/u)];
  if (parts.some((part) => part.startsWith(word))) return 1;
  return name.includes(word) ? 2 : NO_FIT;
}

const best = (all: Ranked[]): Ranked[] =>
  all.filter(({ fit }) => fit < NO_FIT).sort((a, b) => a.fit - b.fit || a.far - b.far);

/** Below it, with all its members, with one of them, with none; the forum itself is not put to itself. */
function distance(forum: Known["forums"][number], here: string | null, own: string[]): number {
  if (here && forum.parent === here) return 0;
  if (own.length === 0 || forum.id === here) return 3;
  const shared = own.filter((code) => forum.nations.includes(code)).length;
  return shared === own.length ? 1 : shared > 0 ? 2 : 3;
}
