/** Reads a file of traces, whichever of the known formats it has: one document, a list of them, or one a line. */

import { jaegerTraces, readJaeger } from "./jaeger";
import { type FileSpan, type Resources, readOtlp } from "./otlp";
import { readZipkin, zipkinSpans } from "./zipkin";

export class FileError extends Error {}

export function readFile(text: string): FileSpan[] {
  const spans = documentsIn(text).flatMap(readDocument);
  if (spans.length === 0) {
    throw new FileError(
      "The file must hold spans as OTLP/JSON (resourceSpans), as Jaeger's page downloads them (data) or as Zipkin's JSON (a list of spans); none was found",
    );
  }
  return spans;
}

function documentsIn(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line, at) => {
        try {
          return JSON.parse(line) as unknown;
        } catch {
          throw new FileError(`The file must be JSON, or JSON in each line; line ${at + 1} is not`);
        }
      });
  }
}

function readDocument(document: unknown): FileSpan[] {
  const zipkin = zipkinSpans(document);
  if (zipkin.length > 0) {
    return [...readZipkin(zipkin)];
  }
  const jaeger = jaegerTraces(document);
  return jaeger.length > 0
    ? jaeger.flatMap((trace) => [...readJaeger(trace)])
    : (Array.isArray(document) ? document : [document]).flatMap((part) => [...readOtlp(part as Resources)]);
}
