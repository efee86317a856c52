/** Reads OTLP/JSON. */

import { type KeyValue, attributesOf, hex, list, nanos } from "../api/otlpValues";
import type { Attribute, SpanDetail } from "../api/types";

export interface FileSpan extends SpanDetail {
  readonly traceId: string;
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

export interface Resources {
  readonly resourceSpans?: readonly {
    readonly resource?: { readonly attributes?: readonly KeyValue[] };
    readonly scopeSpans?: readonly {
      readonly scope?: { readonly name?: string; readonly version?: string };
      readonly spans?: readonly RawSpan[];
    }[];
  }[];
}

export const KINDS = ["unspecified", "internal", "server", "client", "producer", "consumer"] as const;
const STATUS = ["unset", "ok", "error"] as const;

export function* readOtlp(document: Resources | null): Generator<FileSpan> {
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

/** Enumerations are numbers, or names in files of older tools. */
function numbered(value: number | string | undefined, prefix: string, names: readonly string[]): number {
  return typeof value === "number" ? value : names.indexOf(String(value).replace(prefix, "").toLowerCase());
}

/** An id in hex whose leading zeroes may be missing; null for what is none. */
export function hexId(id: string | undefined, digits: number): string | null {
  return typeof id === "string" && id.length <= digits && /^[0-9a-f]+$/i.test(id)
    ? hex(id.padStart(digits, "0"), digits)
    : null;
}

/** Jaeger and Zipkin count microseconds; as nanoseconds a moment of today is no number that JavaScript has. */
export function nanosOfMicros(micros: number | undefined): bigint {
  if (typeof micros !== "number" || !(micros > 0) || !Number.isFinite(micros)) {
    return 0n;
  }
  const whole = Math.floor(micros);
  return BigInt(whole) * 1000n + BigInt(Math.round((micros - whole) * 1000));
}
