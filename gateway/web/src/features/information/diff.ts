/** A run of words: as it stood, new, or gone. */
export interface Run {
  text: string;
  how: "same" | "new" | "gone";
}

/** So many words a side are compared one by one; longer ones stand whole. */
const MOST = 2_000;

const words = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_'’-]+|[^\s\p{L}\p{N}_]/gu) ?? [];

/** What changed between two texts, word by word: by the longest run of words in common. */
export function diff(before: string, after: string): Run[] {
  const [a, b] = [words(before), words(after)];
  const start = common(a, b);
  const end = common(a.slice(start).reverse(), b.slice(start).reverse());
  const [middleA, middleB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const runs: Run[] = [];
  const add = (how: Run["how"], text: string | undefined) => {
    if (!text) return;
    const last = runs.at(-1);
    if (last?.how === how) last.text += text;
    else runs.push({ how, text });
  };
  add("same", a.slice(0, start).join(""));
  if (Math.max(middleA.length, middleB.length) > MOST) {
    add("gone", middleA.join(""));
    add("new", middleB.join(""));
  } else for (const [how, text] of walked(middleA, middleB)) add(how, text);
  add("same", a.slice(a.length - end).join(""));
  return runs;
}

function common(a: string[], b: string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

/** Gone words stand before new ones where both meet. */
function walked(a: string[], b: string[]): [Run["how"], string][] {
  const wide = b.length + 1;
  const best = new Uint16Array((a.length + 1) * wide);
  const at = (i: number, j: number) => best[i * wide + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      best[i * wide + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: [Run["how"], string][] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [one = "", other = ""] = [a[i], b[j]];
    if (i < a.length && j < b.length && one === other) {
      found.push(["same", one]);
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) {
      found.push(["gone", one]);
      i += 1;
    } else {
      found.push(["new", other]);
      j += 1;
    }
  }
  return found;
}
