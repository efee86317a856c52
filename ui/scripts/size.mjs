/** Fails when the script that every page loads first has grown past its budget, or become several. */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 200 * 1024;

const page = readFileSync("dist/index.html", "utf8");
const scripts = [...page.matchAll(/<(?:script[^>]+src|link rel="modulepreload"[^>]+href)="([^"]+)"/g)].map(
  (match) => match[1],
);
const sizes = scripts.map((script) => gzipSync(readFileSync(`dist${script}`), { level: 9 }).length);
const total = sizes.reduce((sum, size) => sum + size, 0);
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

console.log(`Initial scripts: ${kilobytes(total)} gzipped of at most ${kilobytes(BUDGET)}`);
// A snapshot of a trace has the page in it as one script, which can ask for no other.
if (scripts.length > 1) {
  console.error(`A page must load one script first, loads ${scripts.join(", ")}: load less of it later`);
  process.exit(1);
}
if (scripts.length === 0 || total > BUDGET) {
  console.error(
    scripts.length === 0
      ? "dist/index.html must load a script; run npm run build first"
      : "Initial scripts must stay within the budget: load what a page needs later, later",
  );
  process.exit(1);
}
