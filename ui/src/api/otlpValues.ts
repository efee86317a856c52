/** The values of OTLP/JSON, whoever wrote it. */

import type { Attribute, SpanDetail } from "./types";

export interface Value {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly bytesValue?: string;
  readonly arrayValue?: { readonly values?: readonly Value[] };
  readonly kvlistValue?: { readonly values?: readonly KeyValue[] };
}

export interface KeyValue {
  readonly key?: string;
  readonly value?: Value;
}

export const list = <T>(value: readonly T[] | undefined): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [];

/** Ids are hex in OTLP/JSON, base64 where a file was written by protobuf's own JSON. */
export function hex(id: string | undefined, digits: number): string | null {
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

export function nanos(value: string | number | undefined): bigint {
  return /^\d{1,20}$/.test(String(value)) ? BigInt(value!) : 0n;
}

export function attributesOf(entries: readonly KeyValue[] | undefined): Attribute[] {
  return list(entries).map(({ key, value }) => ({ key: String(key ?? ""), ...typed(value ?? {}) }));
}

export function typed(value: Value): Pick<Attribute, "type" | "value"> {
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

const KINDS: readonly string[] = ["unspecified", "internal", "server", "client", "producer", "consumer"];
const STATUS: readonly string[] = ["unset", "ok", "error"];

/** Spans as OTLP/JSON: what they are judged by, since nobody keeps it. */
export function otlpOf(traceId: string, spans: Iterable<SpanDetail>): object {
  return {
    resourceSpans: Array.from(spans, (span) => ({
      resource: { attributes: span.resource.map(written) },
      scopeSpans: [
        {
          spans: [
            {
              traceId,
              spanId: span.spanId,
              parentSpanId: span.parentSpanId ?? "",
              name: span.name,
              kind: KINDS.indexOf(span.kind),
              startTimeUnixNano: span.startUnixNano,
              endTimeUnixNano: String(BigInt(span.startUnixNano) + BigInt(span.durationNanos)),
              status: { code: STATUS.indexOf(span.status), message: span.statusMessage },
              attributes: span.attributes.map(written),
              events: span.events.map(({ name, timeUnixNano, attributes }) => ({
                name,
                timeUnixNano,
                attributes: attributes.map(written),
              })),
            },
          ],
        },
      ],
    })),
  };
}

function written({ key, type, value }: Attribute) {
  switch (type) {
    case "bool":
      return { key, value: { boolValue: value } };
    case "int":
      return { key, value: { intValue: String(value) } };
    case "double":
      return { key, value: { doubleValue: Number(value) } };
    default:
      return { key, value: { stringValue: typeof value === "string" ? value : JSON.stringify(value) } };
  }
}
