/** The pieces of a snippet: what was found stands between « and » in the answer. */
export function snippet(text: string): { words: string; found: boolean; at: number }[] {
  let at = 0;
  return text
    .split(/(«[^»]*»)/)
    .map((piece) => {
      const found = piece.startsWith("«") && piece.endsWith("»");
      const part = { words: found ? piece.slice(1, -1) : piece, found, at };
      at += piece.length;
      return part;
    })
    .filter(({ words }) => words !== "");
}
