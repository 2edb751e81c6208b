import { type Block, PORTION_KINDS, type PortionKind } from "@/features/information/types";

/** The paragraphs and where the caret is to stand: in which of them, before which sign. */
export interface Sheet {
  blocks: Block[];
  at: { key: string; caret: number } | null;
}

export const DEEPEST = 3;
/** A sign and a space at the beginning of a paragraph say its kind. */
const SIGNS: Record<string, PortionKind> = { "#": "heading", "-": "bullet", "*": "bullet", ">": "quote" };

const place = (blocks: Block[], key: string) => blocks.findIndex((block) => block.key === key);

/** A paragraph changed in part; a sign typed at its beginning becomes its kind. */
export function edited(blocks: Block[], key: string, part: Partial<Omit<Block, "key">>): Block[] {
  return blocks.map((block) => {
    if (block.key !== key) return block;
    const [, sign, rest] = /^([#\->*]) (.*)$/s.exec(part.text ?? "") ?? [];
    const kind = sign && block.kind === "paragraph" ? SIGNS[sign] : undefined;
    return { ...block, ...part, ...(kind ? { kind, text: rest ?? "" } : {}) };
  });
}

/**
 * Enter: what stands behind the caret begins the next paragraph, under the same label, so that nothing is wider by
 * being divided. Behind a heading comes a paragraph; from an empty bullet Enter leads back to a paragraph.
 */
export function divided({ blocks }: Sheet, key: string, caret: number, fresh: string): Sheet {
  const index = place(blocks, key);
  const block = blocks[index];
  if (!block) return { blocks, at: null };
  if (block.text === "" && (block.kind !== "paragraph" || block.depth > 0)) {
    const plain = { ...block, kind: "paragraph" as const, depth: 0 };
    return { blocks: blocks.with(index, plain), at: { key, caret: 0 } };
  }
  const kind = block.kind === "heading" ? "paragraph" : block.kind;
  const next = { ...block, key: fresh, kind, text: block.text.slice(caret).trimStart() };
  const before = { ...block, text: block.text.slice(0, caret).trimEnd() };
  return { blocks: blocks.toSpliced(index, 1, before, next), at: { key: fresh, caret: 0 } };
}

/** Takes a paragraph away; the caret goes to the end of the one before it. The last that is left is emptied. */
export function removed({ blocks }: Sheet, key: string, fresh: string): Sheet {
  const index = place(blocks, key);
  if (index < 0) return { blocks, at: null };
  const rest = blocks.toSpliced(index, 1);
  const near = rest[Math.max(0, index - 1)];
  if (!near) return { blocks: [empty(fresh)], at: { key: fresh, caret: 0 } };
  return { blocks: rest, at: { key: near.key, caret: index > 0 ? near.text.length : 0 } };
}

/** A paragraph put one place up or down; at the edge everything stays. */
export function moved({ blocks }: Sheet, key: string, step: -1 | 1, caret = 0): Sheet {
  const index = place(blocks, key);
  const block = blocks[index];
  const to = index + step;
  if (!block || to < 0 || to >= blocks.length) return { blocks, at: { key, caret } };
  return { blocks: blocks.toSpliced(index, 1).toSpliced(to, 0, block), at: { key, caret } };
}

/** Text of several paragraphs, as it is pasted: blank lines divide; each comes under the label of where it goes. */
export function pasted(
  sheet: Sheet,
  key: string,
  [from, to]: [number, number],
  text: string,
  fresh: () => string,
): Sheet | null {
  const parts = text
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean);
  const index = place(sheet.blocks, key);
  const block = sheet.blocks[index];
  if (!block || parts.length < 2) return null;
  const [first = "", ...rest] = parts;
  const tail = block.text.slice(to);
  const more = rest.map((part) => ({ ...block, key: fresh(), text: part }));
  const last = more.at(-1);
  if (!last) return null;
  const caret = last.text.length;
  last.text += tail;
  const head = { ...block, text: block.text.slice(0, from) + first };
  return { blocks: sheet.blocks.toSpliced(index, 1, head, ...more), at: { key: last.key, caret } };
}

/** A step further in or out, from 0 to `DEEPEST`. */
export const deepened = (blocks: Block[], key: string, step: -1 | 1): Block[] =>
  blocks.map((block) =>
    block.key === key ? { ...block, depth: Math.min(DEEPEST, Math.max(0, block.depth + step)) } : block,
  );

/** The kind of a digit key, 1 to 4. */
export const kindOf = (digit: string): PortionKind | undefined => PORTION_KINDS[Number(digit) - 1];

export const empty = (key: string): Block => ({ key, kind: "paragraph", depth: 0, text: "", label: null });

/** What is sent of the paragraphs: the empty ones are none. */
export const bodiesOf = (blocks: Block[]) =>
  blocks
    .filter(({ text }) => text.trim() !== "")
    .map(({ kind, depth, text, label }) => ({ kind, depth, text, ...(label ? { label } : {}) }));

/** Which paragraph, as written, each that is sent is: errors name the latter. */
export const sentAs = (blocks: Block[]): string[] =>
  blocks.flatMap(({ key, text }) => (text.trim() === "" ? [] : [key]));
