/** What a key does: in words, for who asks, and the act; one that gives back false leaves the key to others. */
export interface Key {
  words: string;
  /** Whether it stands on every page; such keys are told last. */
  everywhere?: boolean;
  /** None where the element in focus takes the key itself. */
  run?: (event: KeyboardEvent) => unknown;
}

/** By key: "j", "Enter", "mod+k", "alt+ArrowUp", "/". */
export type Keys = Record<string, Key | undefined>;

/** What one or several keys do. */
export interface Said {
  keys: string[];
  words: string;
}

/** The keys of several parts by what they do, the page's own first; of parts that name the same key the first counts. */
export function together(parts: Keys[]): Said[] {
  const all = parts.flatMap((part) => Object.entries(part));
  const named = new Map<string, string>();
  for (const last of [false, true])
    for (const [key, what] of all)
      if (what && Boolean(what.everywhere) === last && !named.has(key)) named.set(key, what.words);
  return [...new Set(named.values())].map((words) => ({
    words,
    keys: [...named].filter(([, own]) => own === words).map(([key]) => key),
  }));
}

/** How a key is written where it is named to a person. */
const WRITTEN: Record<string, string> = {
  mod: "Ctrl",
  alt: "Alt",
  Enter: "↵",
  Escape: "Esc",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** A key as a person reads it: "Ctrl ↵", "j". */
export const written = (key: string): string =>
  key
    .split("+")
    .map((part) => WRITTEN[part] ?? (key.includes("+") ? part.toUpperCase() : part))
    .join(" ");
