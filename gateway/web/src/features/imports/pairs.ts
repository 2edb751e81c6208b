import type { Mapping } from "@/features/imports/types";

/** A word as the pattern that means it alone: stars and number signs stand for themselves. */
export const patternOf = (word: string): string => word.replace(/[\\*#]/g, "\\$&");

/** What a word of a column is said to mean, if somebody said it. */
export function meant(mapping: Mapping, column: string, target: string, word: string): string | null {
  const one = mapping.columns.find((each) => each.column === column && each.target === target);
  return one?.pairs?.find(([said]) => said === patternOf(word))?.[1] ?? null;
}

/** The mapping in which a word of a column means this value. */
export function withWord(
  mapping: Mapping,
  column: string,
  target: string,
  word: string,
  value: string,
): Mapping {
  const pattern = patternOf(word);
  return {
    ...mapping,
    columns: mapping.columns.map((one) =>
      one.column === column && one.target === target
        ? { ...one, pairs: [...(one.pairs ?? []).filter(([said]) => said !== pattern), [pattern, value]] }
        : one,
    ),
  };
}
