/** Puts a .gz and a .br beside each built file, so that the server never compresses a page. */

import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const WORTH = /\.(html|js|css|svg)$/;

// Maven copies over what is there; hashed files of earlier builds would stay in the jar.
rmSync("target/classes/dev/clew/ui", { recursive: true, force: true });

for (const entry of readdirSync("dist", { recursive: true })) {
  if (WORTH.test(entry)) {
    const path = join("dist", entry);
    const bytes = readFileSync(path);
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(
      `${path}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
    );
  }
}
