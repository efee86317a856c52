/** Reads a file away from the page, so that a large one does not stop it. */

import { FileError, readFile } from "./file";
import type { FileSpan } from "./otlp";

export type Read = { readonly spans: readonly FileSpan[] } | { readonly failed: string };

self.addEventListener("message", ({ data }: MessageEvent<File>) => {
  void read(data).then((found) => self.postMessage(found, { transfer: [] }));
});

async function read(file: File): Promise<Read> {
  try {
    return { spans: readFile(await file.text()) };
  } catch (error) {
    return { failed: error instanceof FileError ? error.message : "The file could not be read" };
  }
}
