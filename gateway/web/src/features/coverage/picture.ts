export interface Bar {
  name: string;
  rate: number | null;
  words: string;
}

const plain = (words: string) =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const NAMES = 354;
/** So many letters of 13 pixels find room in that width. */
const FITS = 50;

/** The linkage rate by forum as a drawing that stands alone, with the marking above and below. */
export function coverageSvg(title: string, bars: Bar[], marking: string): string {
  const height = 90 + bars.length * 30;
  // A long name is drawn closer together, never cut: the bars begin at 380.
  const closer = (name: string) =>
    name.length > FITS ? ` textLength="${NAMES}" lengthAdjust="spacingAndGlyphs"` : "";
  const rows = bars.map(({ name, rate, words }, index) => {
    const y = 62 + index * 30;
    return (
      `<text x="16" y="${y + 14}"${closer(name)}>${plain(name)}</text>` +
      `<rect x="380" y="${y + 3}" width="300" height="14" fill="#e1e6e5"/>` +
      `<rect x="380" y="${y + 3}" width="${((rate ?? 0) * 300).toFixed(1)}" height="14" fill="#338f93"/>` +
      `<text x="690" y="${y + 14}">${plain(words)}</text>`
    );
  });
  const mark = (y: number) =>
    `<text x="380" y="${y}" text-anchor="middle" font-weight="bold">${plain(marking)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 ${height}" font-family="sans-serif" font-size="13">` +
    `<rect width="760" height="${height}" fill="#ffffff"/>${mark(20)}` +
    `<text x="16" y="48" font-size="16" font-weight="bold">${plain(title)}</text>${rows.join("")}${mark(height - 10)}</svg>`
  );
}
