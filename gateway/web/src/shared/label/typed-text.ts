import type { LabelInput, Suggestion, TypedLabel } from "@/shared/api/types";

/** A marking and the caret in it. */
export interface Typed {
  text: string;
  at: number;
  /** Whether it only goes on with a word. */
  goesOn?: boolean;
}

/** What is typed next behind each text before it: the signs of a word are one step, to be taken back at once. */
export function stepped(history: Typed[], next: Typed): Typed[] {
  const now = history.at(-1);
  const longer = now !== undefined && next.text.length === now.text.length + 1;
  const goesOn = longer && /\w/.test(next.text[next.at - 1] ?? "");
  return [...(goesOn && now.goesOn ? history.slice(0, -1) : history.slice(-200)), { ...next, goesOn }];
}

/** The marking with a suggestion taken: it stands for what was begun before the caret. */
export function taken({ text, at }: Typed, { at: from, text: word }: Suggestion): Typed {
  return { text: text.slice(0, from) + word + text.slice(at), at: from + word.length };
}

/** A piece of what was typed, wrong or not. */
export interface Piece {
  text: string;
  wrong: boolean;
}

/** What was typed, cut where errors begin and end. */
export function pieces(text: string, errors: Pick<TypedLabel["errors"][number], "at" | "end">[]): Piece[] {
  const wrong = (sign: number) => errors.some(({ at, end }) => at <= sign && sign < end);
  const found: Piece[] = [];
  for (let sign = 0; sign < text.length; sign++) {
    const last = found.at(-1);
    if (last && last.wrong === wrong(sign)) last.text += text[sign];
    else found.push({ text: text[sign] ?? "", wrong: wrong(sign) });
  }
  return found;
}

const PARTS = ["level", "owner", "rel", "only", "display_only", "coi", "restrictive"] as const;
const FLAGS = ["noforn", "orcon", "relido"] as const;

/** Whether two labels set the same, in whatever order. */
export const sameLabel = (one: LabelInput, other: LabelInput): boolean =>
  PARTS.every(
    (part) => String([one[part] ?? []].flat().sort()) === String([other[part] ?? []].flat().sort()),
  ) && FLAGS.every((flag) => Boolean(one[flag]) === Boolean(other[flag]));
