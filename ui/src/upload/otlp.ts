/** Reads OTLP/JSON as files hold it: one object, a list of them, or one a line. */

import type { Attribute, SpanDetail } from "../api/types";

export interface FileSpan extends SpanDetail {
  readonly traceId: string;
}

interface Value {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly bytesValue?: string;
  readonly arrayValue?: { readonly values?: readonly Value[] };
  readonly kvlistValue?: { readonly values?: readonly KeyValue[] };
}

interface KeyValue {
  readonly key?: string;
  readonly value?: Value;
}

interface RawSpan {
  readonly traceId?: string;
  readonly spanId?: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly name?: string;
  readonly kind?: number | string;
  readonly startTimeUnixNano?: string | number;
  readonly endTimeUnixNano?: string | number;
  readonly status?: { readonly code?: number | string; readonly message?: string };
  readonly attributes?: readonly KeyValue[];
  readonly events?: readonly {
    readonly name?: string;
    readonly timeUnixNano?: string | number;
    readonly attributes?: readonly KeyValue[];
  }[];
  readonly links?: readonly {
    readonly traceId?: string;
    readonly spanId?: string;
    readonly attributes?: readonly KeyValue[];
  }[];
  readonly droppedAttributesCount?: number;
  readonly droppedEventsCount?: number;
  readonly droppedLinksCount?: number;
}

interface Resources {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: readonly KeyValue[] };
    readonly scopeSpans?: readonly {
      readonly scope?: { readonly name?: string; readonly version?: string };
      readonly spans?: readonly RawSpan[];
    }[];
  }[];
}

const KINDS = ["unspecified", "internal", "server", "client", "producer", "consumer"] as const;
const STATUS = ["unset", "ok", "error"] as const;

export class FileError extends Error {}

export function readOtlp(text: string): FileSpan[] {
  const spans = documentsIn(text).flatMap((document) => [...spansIn(document)]);
  if (spans.length === 0) {
    throw new FileError("The file must hold OTLP/JSON with resourceSpans in it; none with a span was found");
  }
  return spans;
}

function documentsIn(text: string): Resources[] {
  try {
    const whole: unknown = JSON.parse(text);
    return (Array.isArray(whole) ? whole : [whole]) as Resources[];
  } catch {
    return text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line, at) => {
        try {
          return JSON.parse(line) as Resources;
        } catch {
          throw new FileError(`The file must be JSON, or JSON in each line; line ${at + 1} is not`);
        }
      });
  }
}

function* spansIn(document: Resources | null): Generator<FileSpan> {
  for (const { resource, scopeSpans } of list(document?.resourceSpans)) {
    const attributes = attributesOf(resource?.attributes);
    for (const { scope, spans } of list(scopeSpans)) {
      for (const span of list(spans)) {
        const read = spanOf(span, attributes, {
          name: String(scope?.name ?? ""),
          version: String(scope?.version ?? ""),
        });
        if (read) {
          yield read;
        }
      }
    }
  }
}

const list = <T>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [];

/** Null for what has no ids: it can neither be drawn nor found. */
function spanOf(raw: RawSpan, resource: readonly Attribute[], scope: SpanDetail["scope"]): FileSpan | null {
  const traceId = hex(raw.traceId, 32);
  const spanId = hex(raw.spanId, 16);
  if (traceId === null || spanId === null) {
    return null;
  }
  const start = nanos(raw.startTimeUnixNano);
  const end = nanos(raw.endTimeUnixNano);
  const service = resource.find(({ key }) => key === "service.name")?.value;
  return {
    traceId,
    spanId,
    parentSpanId: hex(raw.parentSpanId, 16),
    service: typeof service === "string" && service !== "" ? service : "unknown_service",
    name: String(raw.name ?? ""),
    kind: KINDS[numbered(raw.kind, "SPAN_KIND_", KINDS)] ?? "unspecified",
    startUnixNano: String(start),
    durationNanos: end > start ? Number(end - start) : 0,
    status: STATUS[numbered(raw.status?.code, "STATUS_CODE_", STATUS)] ?? "unset",
    statusMessage: String(raw.status?.message ?? ""),
    traceState: String(raw.traceState ?? ""),
    scope,
    attributes: attributesOf(raw.attributes),
    resource,
    events: list(raw.events).map((event) => ({
      name: String(event.name ?? ""),
      timeUnixNano: String(nanos(event.timeUnixNano)),
      attributes: attributesOf(event.attributes),
    })),
    links: list(raw.links).map((link) => ({
      traceId: hex(link.traceId, 32) ?? "",
      spanId: hex(link.spanId, 16) ?? "",
      attributes: attributesOf(link.attributes),
    })),
    droppedAttributes: Number(raw.droppedAttributesCount ?? 0),
    droppedEvents: Number(raw.droppedEventsCount ?? 0),
    droppedLinks: Number(raw.droppedLinksCount ?? 0),
  };
}

/** Ids are hex in OTLP/JSON, base64 where a file was written by protobuf's own JSON. */
function hex(id: string | undefined, digits: number): string | null {
  if (typeof id !== "string" || /^0*$/.test(id)) {
    return null;
  }
  if (/^[0-9a-f]+$/i.test(id) && id.length === digits) {
    return id.toLowerCase();
  }
  try {
    const bytes = Array.from(atob(id), (sign) => sign.charCodeAt(0).toString(16).padStart(2, "0")).join("");
    return bytes.length === digits && !/^0*$/.test(bytes) ? bytes : null;
  } catch {
    return null;
  }
}

function nanos(value: string | number | undefined): bigint {
  return /^\d{1,20}$/.test(String(value)) ? BigInt(value!) : 0n;
}

/** Enumerations are numbers, or names in files of older tools. */
function numbered(value: number | string | undefined, prefix: string, names: readonly string[]): number {
  return typeof value === "number" ? value : names.indexOf(String(value).replace(prefix, "").toLowerCase());
}

function attributesOf(entries: readonly KeyValue[] | undefined): Attribute[] {
  return list(entries).map(({ key, value }) => ({ key: String(key ?? ""), ...typed(value ?? {}) }));
}

function typed(value: Value): Pick<Attribute, "type" | "value"> {
  if (value.stringValue !== undefined) {
    return { type: "string", value: String(value.stringValue) };
  }
  if (value.boolValue !== undefined) {
    return { type: "bool", value: value.boolValue };
  }
  if (value.intValue !== undefined) {
    const number = Number(value.intValue);
    return { type: "int", value: Number.isSafeInteger(number) ? number : String(value.intValue) };
  }
  if (value.doubleValue !== undefined) {
    return { type: "double", value: value.doubleValue };
  }
  if (value.bytesValue !== undefined) {
    return { type: "bytes", value: String(value.bytesValue) };
  }
  if (value.arrayValue !== undefined) {
    return { type: "array", value: list(value.arrayValue.values).map((entry) => typed(entry).value) };
  }
  if (value.kvlistValue !== undefined) {
    return {
      type: "map",
      value: Object.fromEntries(attributesOf(value.kvlistValue.values).map((entry) => [entry.key, entry.value])),
    };
  }
  return { type: "empty", value: null };
}
