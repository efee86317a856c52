/** The answers of `/api/clew/v1` as `docs/api.md` describes them. */

export interface Config {
  readonly version: string;
  readonly retentionNanos: number;
  readonly maxSearchLimit: number;
  readonly ports: { readonly otlpGrpc: number; readonly otlpHttp: number };
}

export interface Status {
  readonly spansReceived: number;
  readonly spansRefused: number;
  readonly spansStored: number;
  readonly blocks: number;
  readonly storedBytes: number;
  readonly lastSpanUnixNano: string | null;
  readonly startedUnixNano: string;
}

export interface Operation {
  readonly name: string;
  readonly kind: string;
}

/** A stretch of time; the end is not part of it. */
export interface Range {
  readonly startUnixNano: string;
  readonly endUnixNano: string;
}

export interface QueryRequest extends Partial<Range> {
  readonly query: string;
  readonly limit?: number;
  readonly cursor?: string;
  readonly spansPerSet?: number;
  readonly stepNanos?: number;
  readonly exemplars?: number;
}

export interface TypedValue {
  readonly type: string;
  readonly value: unknown;
}

export interface Label extends TypedValue {
  readonly name: string;
}

export interface FoundSpan {
  readonly spanId: string;
  readonly name: string;
  readonly startUnixNano: string;
  readonly durationNanos: number;
  readonly fields: readonly { readonly name: string; readonly values: readonly TypedValue[] }[];
}

export interface Spanset {
  readonly matchedSpanCount: number;
  readonly labels: readonly Label[];
  readonly spans: readonly FoundSpan[];
}

export interface ServiceShare {
  readonly name: string;
  readonly spanCount: number;
  readonly errorCount: number;
}

export interface TraceSummary {
  readonly traceId: string;
  readonly rootService: string;
  readonly rootName: string;
  readonly startUnixNano: string;
  readonly durationNanos: number;
  readonly spanCount: number;
  readonly errorCount: number;
  readonly orphanCount: number;
  readonly matchedSpanCount: number;
  readonly services: readonly ServiceShare[];
  readonly spansets?: readonly Spanset[];
}

export interface Coverage {
  readonly complete: boolean;
  readonly scannedBlocks: number;
  readonly totalBlocks: number;
  readonly scannedSpans: number;
  readonly reasons: readonly string[];
}

export interface TracesAnswer {
  readonly kind: "traces";
  readonly traces: readonly TraceSummary[];
  readonly nextCursor: string | null;
  readonly coverage: Coverage;
}

export interface Exemplar {
  readonly traceId: string;
  readonly spanId: string;
  readonly startUnixNano: string;
  readonly value: number;
}

export interface Series {
  readonly labels: readonly Label[];
  readonly points: readonly (number | null)[];
  readonly exemplars?: readonly Exemplar[];
}

export interface SeriesAnswer {
  readonly kind: "series";
  readonly firstUnixNano: string;
  readonly stepNanos: number;
  readonly series: readonly Series[];
  readonly truncated: boolean;
  readonly coverage: Coverage;
}

export interface TotalsAnswer {
  readonly kind: "totals";
  readonly keys: readonly string[];
  readonly totals: readonly {
    readonly group: readonly TypedValue[];
    readonly value: TypedValue;
    readonly spanCount: number;
  }[];
  readonly truncated: boolean;
  readonly coverage: Coverage;
}

export type QueryAnswer = TracesAnswer | SeriesAnswer | TotalsAnswer;

export interface AttributeKey {
  readonly scope: string;
  readonly name: string;
  readonly type: string;
  readonly reference: string;
  readonly spanCount?: number;
}

export interface ValueCount extends TypedValue {
  readonly spanCount?: number;
}

export interface Attribute {
  readonly key: string;
  readonly type: "string" | "bool" | "int" | "double" | "bytes" | "array" | "map" | "empty";
  readonly value: unknown;
}

export interface SpanEvent {
  readonly name: string;
  readonly timeUnixNano: string;
  readonly attributes: readonly Attribute[];
}

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: readonly Attribute[];
}

export interface SpanDetail {
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly service: string;
  readonly name: string;
  readonly kind: string;
  readonly startUnixNano: string;
  readonly durationNanos: number;
  readonly status: "unset" | "ok" | "error";
  readonly statusMessage: string;
  readonly traceState: string;
  readonly scope: { readonly name: string; readonly version: string };
  readonly attributes: readonly Attribute[];
  readonly resource: readonly Attribute[];
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  readonly droppedAttributes: number;
  readonly droppedEvents: number;
  readonly droppedLinks: number;
}
