/** Runs `npm ci` unless node_modules was already made from this very lock file. */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const STAMP = "node_modules/.clew-lock";
const wanted = createHash("sha256").update(readFileSync("package-lock.json")).update(process.version).digest("hex");
const found = existsSync(STAMP) ? readFileSync(STAMP, "utf8") : "";

if (found !== wanted) {
  const { status } = spawnSync("npm", ["ci"], { stdio: "inherit" });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
  writeFileSync(STAMP, wanted);
}
