import { useRef, useState } from "react";
import { api } from "@/shared/api/client";
import { Problem } from "@/shared/api/problem";
import type { Loaded } from "@/shared/api/queries";
import { useAct } from "@/shared/ui/act";

interface Ask<Kept, Words> {
  path: string;
  loaded: Loaded<Kept>;
  /** The words of the form, as a record has them. */
  wordsOf: (record: Kept) => Words;
  /** What is sent: as a rule only what differs from the words before. */
  bodyOf: (words: Words, before: Words) => unknown;
  touches: string[];
  done: () => void;
}

/**
 * A form that changes a record which others may change meanwhile. It names the version that it was opened on; where
 * somebody was first, `theirs` holds what is recorded now, and `resolve` goes on with the fields chosen.
 */
export function useVersioned<Kept, Words extends object>(ask: Ask<Kept, Words>) {
  const base = useRef(ask.loaded);
  const [mine, setMine] = useState<Words>(() => ask.wordsOf(ask.loaded.value));
  const [theirs, setTheirs] = useState<Loaded<Kept> | null>(null);
  const act = useAct(
    (words: Words) =>
      api.patch(ask.path, ask.bodyOf(words, ask.wordsOf(base.current.value)), base.current.etag),
    ask.touches,
    ask.done,
  );
  const send = async (words: Words) => {
    try {
      await act.mutateAsync(words);
    } catch (error) {
      if (!(error instanceof Problem && error.stale)) return;
      const now = await api.read<Kept>(ask.path);
      // What one has not touched is theirs; between the rest one chooses.
      setMine({ ...ask.wordsOf(now.value), ...changed(words, ask.wordsOf(base.current.value)) });
      setTheirs(now);
    }
  };
  const resolve = (keep: Set<string>) => {
    if (!theirs) return;
    const kept = Object.fromEntries(Object.entries(mine).filter(([name]) => keep.has(name)));
    const merged = { ...ask.wordsOf(theirs.value), ...kept };
    base.current = theirs;
    setTheirs(null);
    setMine(merged);
    void send(merged);
  };
  return {
    mine,
    set: (part: Partial<Words>) => setMine({ ...mine, ...part }),
    theirs: theirs && ask.wordsOf(theirs.value),
    send: () => void send(mine),
    resolve,
    error: act.error,
    busy: act.isPending,
  };
}

/** Only what differs: the rest of the record stays as it is. */
export function changed<Words extends object>(words: Words, before: Words): Partial<Words> {
  const differs = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(before[name as keyof Words]);
  return Object.fromEntries(Object.entries(words).filter(differs)) as Partial<Words>;
}
