// The first page's scripts and styles, compressed, against the budget of 250 kB (SCREENS, performance as felt).
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 250_000;
const dist = new URL("../dist/", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));
const seen = new Set();

function gather(key) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return;
  seen.add(chunk.file);
  for (const sheet of chunk.css ?? []) seen.add(sheet);
  for (const next of chunk.imports ?? []) gather(next);
}

gather("index.html");
gather("src/routes/brief.tsx");
const sizes = [...seen].map((file) => [file, gzipSync(readFileSync(dist + file)).length]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
for (const [file, size] of sizes) console.log(`${(size / 1000).toFixed(1).padStart(8)} kB  ${file}`);
console.log(`${(total / 1000).toFixed(1).padStart(8)} kB  first page (budget ${BUDGET / 1000} kB)`);
process.exit(total > BUDGET ? 1 : 0);
