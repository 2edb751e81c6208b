import { useSyncExternalStore } from "react";

/** How the person wants to look at it; kept in this browser, applied before the first paint by `appearance.js`. */
export interface Appearance {
  scheme: "auto" | "light" | "dark";
  contrast: "normal" | "high" | null;
  type: "normal" | "large";
  keys: boolean;
}

const NAME = "entente.appearance";
const PLAIN: Appearance = { scheme: "auto", contrast: null, type: "normal", keys: true };
const listeners = new Set<() => void>();
const dark = matchMedia("(prefers-color-scheme: dark)");
const more = matchMedia("(prefers-contrast: more)");
let chosen: Appearance = read();

function read(): Appearance {
  try {
    return { ...PLAIN, ...JSON.parse(localStorage.getItem(NAME) ?? "{}") };
  } catch {
    return PLAIN;
  }
}

function apply(): void {
  const root = document.documentElement;
  root.setAttribute("data-mantine-color-scheme", schemeOf(chosen));
  root.toggleAttribute("data-high-contrast", contrastOf(chosen));
  root.toggleAttribute("data-large-type", chosen.type === "large");
  for (const listener of listeners) listener();
}

for (const query of [dark, more]) query.addEventListener("change", apply);

export const schemeOf = ({ scheme }: Appearance): "light" | "dark" =>
  scheme === "auto" ? (dark.matches ? "dark" : "light") : scheme;
export const contrastOf = ({ contrast }: Appearance): boolean =>
  contrast === null ? more.matches : contrast === "high";

/** Changes and keeps a part of it. */
export function setAppearance(part: Partial<Appearance>): void {
  chosen = { ...chosen, ...part };
  try {
    localStorage.setItem(NAME, JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing still shows what was chosen, until the page is left.
  }
  apply();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useAppearance = (): Appearance => useSyncExternalStore(subscribe, () => chosen);
export const singleKeys = (): boolean => chosen.keys;
