import type { ImpreciseDate } from "@/shared/api/types";
import { readDate } from "@/shared/dates/typed";

/**
 * One line of typing as a tasking: "Deliver the baseline @us-uk-ast @GBR by 30 Jun".
 * `@` names a forum (by key) or a nation (by code): the first nation leads, the others support. A date stands at the
 * end, after "by", "due" or "in", or a day alone. What is not understood stays in the title, visibly.
 */
export interface Captured {
  title: string;
  forum: string | null;
  lead: string | null;
  supporting: string[];
  due: ImpreciseDate | null;
  unknown: string[];
}

export interface Known {
  forums: KnownForum[];
  nations: { code: string; name: string }[];
  /** The forum, by its id, from which the line is written. */
  here: string | null;
}

interface KnownForum {
  id: string;
  key: string;
  name: string;
  /** The id of the forum above. */
  parent: string | null;
  nations: string[];
}

export const MENTION = /(^|\s)@([\p{L}\p{N}][\p{L}\p{N}_-]*)/gu;
const LONGEST_DATE = 5;

/** The forum that `@word` means: its key, or the only one whose key begins with the word. */
export function forumOf(word: string, known: Known): Known["forums"][number] | null {
  const lower = word.toLowerCase();
  const exact = known.forums.find(({ key }) => key.toLowerCase() === lower);
  if (exact) return exact;
  const starting = known.forums.filter(({ key }) => key.toLowerCase().startsWith(lower));
  return starting.length === 1 ? (starting[0] ?? null) : null;
}

/** The nation that `@word` means: its code, or its name without blanks. */
export function nationOf(word: string, known: Known): Known["nations"][number] | null {
  const lower = word.toLowerCase();
  return (
    known.nations.find(
      ({ code, name }) => code.toLowerCase() === lower || slug(name) === lower.replace(/[-_]/g, ""),
    ) ?? null
  );
}

const slug = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function takeDate(words: string[], today: string): { rest: string[]; due: ImpreciseDate | null } {
  for (let length = Math.min(LONGEST_DATE, words.length); length >= 2; length -= 1) {
    const tail = words.slice(-length);
    if (!["by", "due", "in", "on", "before"].includes((tail[0] ?? "").toLowerCase())) continue;
    const said = tail[0]?.toLowerCase() === "in" ? tail : tail.slice(1);
    const due = readDate(said.join(" "), today);
    if (due) return { rest: words.slice(0, -length), due };
  }
  return takeBareDay(words, today);
}

/** Words after which a day belongs to what is said ("the losses of 12 Jan") and is no due date. */
const OF = ["of", "from", "since", "for", "to", "and", "until", "between", "after"];

/** A day at the end without a word before it: "Name the officers 12 Jan". A bare month or year stays in the title. */
function takeBareDay(words: string[], today: string): { rest: string[]; due: ImpreciseDate | null } {
  for (const length of [3, 2, 1]) {
    const rest = words.slice(0, -length);
    const tail = words.slice(-length);
    if (rest.length === 0 || !/\d/.test(tail.join(""))) continue;
    if (OF.includes(rest.at(-1)?.toLowerCase() ?? "")) continue;
    const due = readDate(tail.join(" "), today);
    if (due?.precision === "day") return { rest, due };
  }
  return { rest: words, due: null };
}

/** Reads the line; `today` is the reader's day (`YYYY-MM-DD`). */
export function capture(line: string, known: Known, today: string): Captured {
  const read: Captured = { title: "", forum: null, lead: null, supporting: [], due: null, unknown: [] };
  const left = line.replace(MENTION, (all, before: string, word: string) => {
    const nation = nationOf(word, known);
    const forum = nation ? null : forumOf(word, known);
    if (nation && !read.lead) read.lead = nation.code;
    else if (nation) read.supporting.push(nation.code);
    else if (forum) read.forum = forum.id;
    else {
      read.unknown.push(word);
      return all;
    }
    return before;
  });
  const { rest, due } = takeDate(left.trim().split(/\s+/).filter(Boolean), today);
  read.due = due;
  read.title = rest.join(" ").replace(/\s+([.,;:])/g, "$1");
  read.supporting = [...new Set(read.supporting)].filter((code) => code !== read.lead);
  return read;
}

/** The word after an `@` that ends at the caret, or null. */
export function mentionAt(line: string, caret: number): { from: number; word: string } | null {
  const found = /(^|\s)@([\p{L}\p{N}_-]*)$/u.exec(line.slice(0, caret));
  return found ? { from: caret - (found[2]?.length ?? 0), word: found[2] ?? "" } : null;
}
