// Holds the folder rule: shared knows no feature, a feature knows no other feature and no route; files fit in a head.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const ROOT = new URL("../src/", import.meta.url).pathname;
const LONGEST = 250;
const faults = [];

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

for (const path of files(ROOT)) {
  const name = relative(ROOT, path);
  if (!/\.(ts|tsx|css)$/.test(name) || name.endsWith(".gen.ts")) continue;
  const text = readFileSync(path, "utf8");
  const lines = text.split("\n").length - 1;
  if (lines > LONGEST) faults.push(`${name}: ${lines} lines, at most ${LONGEST}`);
  const [layer, feature] = name.split("/");
  for (const [, target] of text.matchAll(/from "(@\/[^"]+)"/g)) {
    const [, to, other] = target.split("/");
    if (layer === "shared" && to !== "shared") faults.push(`${name}: shared imports ${target}`);
    if (layer === "features" && (to === "routes" || to === "app"))
      faults.push(`${name}: a feature imports ${target}`);
    if (layer === "features" && to === "features" && other !== feature)
      faults.push(`${name}: imports feature ${other}`);
  }
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
