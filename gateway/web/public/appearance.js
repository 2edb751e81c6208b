// Runs before the first paint, so that a reader in dark or high contrast never sees a white flash.
(() => {
  const root = document.documentElement;
  let chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem("entente.appearance") ?? "{}");
  } catch {
    chosen = {};
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const scheme =
    chosen.scheme === "light" || chosen.scheme === "dark" ? chosen.scheme : dark ? "dark" : "light";
  root.setAttribute("data-mantine-color-scheme", scheme);
  const more =
    chosen.contrast === "high" || (!chosen.contrast && matchMedia("(prefers-contrast: more)").matches);
  root.toggleAttribute("data-high-contrast", more);
  root.toggleAttribute("data-large-type", chosen.type === "large");
})();
