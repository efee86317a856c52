/** Reads traces as Jaeger's page downloads them: `{"data":[{"spans":[…],"processes":{…}}]}`. */

import { list } from "../api/otlpValues";
import type { Attribute } from "../api/types";
import { type FileSpan, KINDS, hexId, nanosOfMicros } from "./otlp";

interface Tag {
  readonly key?: string;
  readonly type?: string;
  readonly value?: unknown;
}

interface Reference {
  readonly refType?: string;
  readonly traceID?: string;
  readonly spanID?: string;
}

interface JaegerSpan {
  readonly traceID?: string;
  readonly spanID?: string;
  readonly parentSpanID?: string;
  readonly operationName?: string;
  readonly references?: readonly Reference[];
  readonly startTime?: number;
  readonly duration?: number;
  readonly tags?: readonly Tag[];
  readonly logs?: readonly { readonly timestamp?: number; readonly fields?: readonly Tag[] }[];
  readonly processID?: string;
  readonly process?: Process;
}

interface Process {
  readonly serviceName?: string;
  readonly tags?: readonly Tag[];
}

interface JaegerTrace {
  readonly spans: readonly JaegerSpan[];
  readonly processes?: Readonly<Record<string, Process>>;
}

/** The traces of a document, or nothing where it is of another format. */
export function jaegerTraces(document: unknown): JaegerTrace[] {
  const { data = document } = (document ?? {}) as { data?: unknown };
  return (Array.isArray(data) ? data : [data]).filter(
    (entry: unknown): entry is JaegerTrace =>
      typeof entry === "object" &&
      entry !== null &&
      "spans" in entry &&
      list(entry.spans as JaegerSpan[]).some((span) => typeof span?.traceID === "string"),
  );
}

export function* readJaeger({ spans, processes }: JaegerTrace): Generator<FileSpan> {
  for (const span of spans) {
    const read = spanOf(span, span.process ?? processes?.[span.processID ?? ""] ?? {});
    if (read) {
      yield read;
    }
  }
}

function spanOf(raw: JaegerSpan, process: Process): FileSpan | null {
  const traceId = hexId(raw.traceID, 32);
  const spanId = hexId(raw.spanID, 16);
  if (traceId === null || spanId === null) {
    return null;
  }
  const references = list(raw.references);
  const parent = references.find(({ refType, traceID }) => refType === "CHILD_OF" && hexId(traceID, 32) === traceId);
  const tags = list(raw.tags).map(attributeOf);
  const told = (key: string) => tags.find((tag) => tag.key === key)?.value;
  const isError = told("error") === true || told("error") === "true" || told("otel.status_code") === "ERROR";
  const kind = KINDS.find((name) => name === told("span.kind")) ?? "internal";
  return {
    traceId,
    spanId,
    parentSpanId: hexId(parent?.spanID ?? raw.parentSpanID, 16),
    service: process.serviceName || "unknown_service",
    name: String(raw.operationName ?? ""),
    kind,
    startUnixNano: String(nanosOfMicros(raw.startTime)),
    durationNanos: Number(nanosOfMicros(raw.duration)),
    status: isError ? "error" : told("otel.status_code") === "OK" ? "ok" : "unset",
    statusMessage: String(told("otel.status_description") ?? ""),
    traceState: "",
    scope: { name: String(told("otel.scope.name") ?? ""), version: String(told("otel.scope.version") ?? "") },
    attributes: tags,
    resource: [
      { key: "service.name", type: "string", value: process.serviceName ?? "" },
      ...list(process.tags).map(attributeOf),
    ],
    events: list(raw.logs).map(({ timestamp, fields }) => {
      const attributes = list(fields).map(attributeOf);
      const name = attributes.find(({ key }) => key === "event" || key === "message")?.value;
      return {
        name: typeof name === "string" ? name : "log",
        timeUnixNano: String(nanosOfMicros(timestamp)),
        attributes: attributes.filter(({ key }) => key !== "event"),
      };
    }),
    links: references
      .filter((reference) => reference !== parent)
      .map(({ traceID, spanID }) => ({
        traceId: hexId(traceID, 32) ?? "",
        spanId: hexId(spanID, 16) ?? "",
        attributes: [],
      })),
    droppedAttributes: 0,
    droppedEvents: 0,
    droppedLinks: 0,
  };
}

const TYPES: Readonly<Record<string, Attribute["type"]>> = {
  bool: "bool",
  int64: "int",
  float64: "double",
  binary: "bytes",
};

function attributeOf({ key, type, value }: Tag): Attribute {
  const isPlain = typeof value === "string" || typeof value === "boolean" || typeof value === "number";
  return {
    key: String(key ?? ""),
    type: TYPES[type ?? ""] ?? "string",
    value: isPlain ? value : JSON.stringify(value ?? null),
  };
}
