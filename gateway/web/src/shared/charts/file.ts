import { type Drawing, HATCHES, type Ink, marksOf } from "@/shared/charts/drawing";

/** The colours of paper. */
const SERIES = ["#0d5a5f", "#c46a1c", "#5a67a8", "#7f8f2a", "#a14a72", "#2f7fb0", "#7a6650", "#8c9896"];
const HEATS = ["#f5f7f7", "#d9ebeb", "#b0d6d7", "#7fb5b7", "#45898d", "#0d5a5f"];
const INKS: Record<string, string> = {
  ink: "#17211f",
  muted: "#55625f",
  line: "#c4cdcb",
  page: "#ffffff",
  accent: "#0d5a5f",
  danger: "#a61b1b",
  warn: "#7a4a00",
};

function painted(ink: Ink): string {
  const [kind, place] = ink.split("-");
  if (place === undefined) return INKS[ink] ?? "#17211f";
  const row = kind === "heat" ? HEATS : SERIES;
  return row[Number(place) % row.length] ?? "#17211f";
}

const plain = (words: string | number) =>
  String(words)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const FADES = { start: ["0", "1", "1"], end: ["1", "1", "0"], both: ["0", "1", "0"] } as const;

/** The stripes and the fading ends that a picture's shapes name, as markup. */
const definitions = (id: string) =>
  HATCHES.slice(1)
    .map(
      (d, index) =>
        `<pattern id="${id}-hatch-${index + 1}" width="6" height="6" patternUnits="userSpaceOnUse"><path d="${d}" stroke="#ffffff" stroke-width="1.2" fill="none"/></pattern>`,
    )
    .join("") +
  Object.entries(FADES)
    .map(
      ([name, stops]) =>
        `<linearGradient id="${id}-grade-${name}">${stops.map((opacity, index) => `<stop offset="${index / 2}" stop-color="#ffffff" stop-opacity="${opacity}"/>`).join("")}</linearGradient>` +
        `<mask id="${id}-fade-${name}" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#${id}-grade-${name})"/></mask>`,
    )
    .join("");

const HEAD = 64;
const FOOT = 46;

/** A picture as a file that stands alone: its title, and above and below the marking of what it shows, and a notice. */
export function svgFile(title: string, drawing: Drawing, marking: string, notice = ""): string {
  const { width, height, shapes } = drawing;
  const whole = height + HEAD + FOOT;
  const body = shapes
    .flatMap((shape) => marksOf(shape, "d"))
    .map(({ tag, attributes, ink, outline, words, says }) => {
      const paint = {
        ...(tag === "line" || "fill" in attributes ? {} : { fill: painted(ink) }),
        ...(outline ? { stroke: painted(outline) } : {}),
      };
      const said = Object.entries({ ...attributes, ...paint }).map(([name, value]) =>
        value === undefined ? "" : ` ${name}="${plain(value)}"`,
      );
      const told = (says ? `<title>${plain(says)}</title>` : "") + plain(words ?? "");
      return `<${tag}${said.join("")}>${told}</${tag}>`;
    });
  const centred = (y: number, words: string, bold: boolean) =>
    `<text x="${width / 2}" y="${y}" text-anchor="middle"${bold ? ' font-weight="bold"' : ""}>${plain(words)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${whole}" font-family="sans-serif" font-size="12">` +
    `<defs>${definitions("d")}</defs><rect width="${width}" height="${whole}" fill="#ffffff"/>` +
    `${centred(18, marking, true)}<text x="8" y="46" font-size="16" font-weight="bold">${plain(title)}</text>` +
    `<g transform="translate(0 ${HEAD})">${body.join("")}</g>` +
    `${notice ? centred(whole - 28, notice, false) : ""}${centred(whole - 10, marking, true)}</svg>`
  );
}
