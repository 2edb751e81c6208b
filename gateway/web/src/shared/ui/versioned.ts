import { useEffect, useRef, useState } from "react";
import { api } from "@/shared/api/client";
import { Problem } from "@/shared/api/problem";
import type { Loaded } from "@/shared/api/queries";
import type { LabelView } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
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

/** What was changed, and the words that stood before: somebody else may change them before it is sent. */
interface Change<Words> {
  before: Words | null;
  parts: Partial<Words>;
}

/**
 * A form that changes a record which others may change meanwhile. It names the version that it was opened on; where
 * somebody was first, `theirs` holds what is recorded now, and `resolve` goes on with the fields chosen. What was
 * typed is kept as a draft until it is sent or, by `forget`, given up.
 */
export function useVersioned<Kept extends { label: LabelView }, Words extends object>(ask: Ask<Kept, Words>) {
  const { wordsOf } = ask;
  const base = useRef(ask.loaded);
  const [theirs, setTheirs] = useState<Loaded<Kept> | null>(null);
  const draft = useDraft<Change<Words>>(`change:${ask.path}`, { before: null, parts: {} }, ({ parts }) => [
    base.current.value.label.level,
    ...("label" in parts ? [(parts.label as LabelView).level] : []),
  ]);
  const { before, parts } = draft.value;
  const mine: Words = { ...wordsOf((theirs ?? base.current).value), ...parts };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the draft has come
  useEffect(() => {
    const now = wordsOf(base.current.value);
    if (draft.restored && before && overlap(parts, changed(now, before))) setTheirs(base.current);
  }, [draft.restored]);
  const act = useAct(
    (words: Words) => api.patch(ask.path, ask.bodyOf(words, wordsOf(base.current.value)), base.current.etag),
    ask.touches,
    () => {
      draft.forget();
      ask.done();
    },
  );
  const keep = (words: Words) => {
    const stood = wordsOf(base.current.value);
    draft.setValue({ before: stood, parts: changed(words, stood) });
  };
  const send = async (words: Words) => {
    try {
      await act.mutateAsync(words);
    } catch (error) {
      if (!(error instanceof Problem && error.stale)) return;
      // What one has not touched is theirs; between the rest one chooses.
      setTheirs(await api.read<Kept>(ask.path));
    }
  };
  const resolve = (chosen: Set<string>) => {
    if (!theirs) return;
    const kept = Object.fromEntries(Object.entries(mine).filter(([name]) => chosen.has(name)));
    const merged = { ...wordsOf(theirs.value), ...kept };
    base.current = theirs;
    setTheirs(null);
    keep(merged);
    void send(merged);
  };
  return {
    mine,
    set: (part: Partial<Words>) => keep({ ...mine, ...part }),
    theirs: theirs && wordsOf(theirs.value),
    send: () => void send(mine),
    resolve,
    error: act.error,
    busy: act.isPending,
    restored: draft.restored,
    forget: draft.forget,
  };
}

const overlap = (some: object, others: object): boolean => Object.keys(some).some((name) => name in others);

/** Only what differs: the rest of the record stays as it is. */
export function changed<Words extends object>(words: Words, before: Words): Partial<Words> {
  const differs = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(before[name as keyof Words]);
  return Object.fromEntries(Object.entries(words).filter(differs)) as Partial<Words>;
}
