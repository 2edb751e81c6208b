import type { Block } from "@/features/information/types";

/** What was, is and, where it was taken back, was to be. */
export interface Steps {
  past: Block[][];
  now: Block[];
  coming: Block[][];
  /** The paragraph in which the last step only went on with a word. */
  goesOn: string | null;
}

const MOST = 200;

/** A step further: letters of one word in one paragraph are one step, to be taken back at once. */
export function stepped(steps: Steps, next: Block[]): Steps {
  const key = wordGoesOn(steps.now, next);
  const same = key !== null && key === steps.goesOn;
  const past = same ? steps.past : [...steps.past, steps.now].slice(-MOST);
  return { past, now: next, coming: [], goesOn: key };
}

/** One step back; at the beginning everything stays. */
export function takenBack(steps: Steps): Steps {
  const last = steps.past.at(-1);
  if (!last) return steps;
  return { past: steps.past.slice(0, -1), now: last, coming: [steps.now, ...steps.coming], goesOn: null };
}

/** A step that was taken back, done again. */
export function doneAgain(steps: Steps): Steps {
  const [next, ...coming] = steps.coming;
  if (!next) return steps;
  return { past: [...steps.past, steps.now], now: next, coming, goesOn: null };
}

/** The paragraph that alone differs, by one letter more; null where anything else changed. */
function wordGoesOn(before: Block[], after: Block[]): string | null {
  if (before.length !== after.length) return null;
  const differing = after.filter((block, index) => block !== before[index]);
  const [changed] = differing;
  if (differing.length !== 1 || !changed) return null;
  const old = before.find(({ key }) => key === changed.key);
  if (!old || old.kind !== changed.kind || old.depth !== changed.depth) return null;
  if (old.label !== changed.label || changed.text.length !== old.text.length + 1) return null;
  const at = [...changed.text].findIndex((sign, index) => sign !== old.text[index]);
  return /\w/.test(changed.text[at] ?? "") ? changed.key : null;
}
