/** Reads an answer that comes line by line: how far it is, what is known of it, and at last the answer or why there is none. */

export interface Progress {
  /** What is counted, in the plural. */
  readonly what: string;
  readonly done: number;
  readonly all: number;
}

/** What is told before the answer is there. */
export interface Hearing {
  readonly onProgress?: (progress: Progress) => void;
  /** The beginning of the answer, in the answer's own form. */
  readonly onPart?: (part: unknown) => void;
}

interface Line {
  readonly progress?: Progress;
  readonly part?: unknown;
  readonly answer?: unknown;
  readonly error?: { readonly status: number; readonly message: string };
}

export type Ending = { readonly answer: unknown } | { readonly error: { status: number; message: string } };

/** Null where the lines ended before there was an answer. */
export async function readLines(body: ReadableStream<Uint8Array>, hearing: Hearing): Promise<Ending | null> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  // Parts of a line are joined once: an answer may come in thousands of them.
  let parts: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    const text = done ? decoder.decode() : decoder.decode(value, { stream: true });
    const lines = text.split("\n");
    parts.push(lines[0]!);
    for (const next of [...lines.slice(1), ...(done ? [""] : [])]) {
      const ending = readLine(parts.join(""), hearing);
      parts = [next];
      if (ending) {
        return ending;
      }
    }
    if (done) {
      return null;
    }
  }
}

function readLine(text: string, { onProgress, onPart }: Hearing): Ending | null {
  if (text.trim() === "") {
    return null;
  }
  const line = JSON.parse(text) as Line;
  if (line.progress) {
    onProgress?.(line.progress);
  }
  if (line.part) {
    onPart?.(line.part);
  }
  if (line.error) {
    return { error: line.error };
  }
  return "answer" in line ? { answer: line.answer } : null;
}
