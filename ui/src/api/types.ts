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

export interface SearchRequest {
  readonly service?: string;
  readonly name?: string;
  readonly attributes?: readonly { key: string; value: string | number | boolean; scope?: string }[];
  readonly hasError?: boolean;
  readonly minDurationNanos?: number;
  readonly maxDurationNanos?: number;
  readonly startUnixNano?: string;
  readonly endUnixNano?: string;
  readonly orderBy?: "start" | "duration";
  readonly limit?: number;
  readonly cursor?: string;
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
}

export interface Coverage {
  readonly complete: boolean;
  readonly scannedBlocks: number;
  readonly totalBlocks: number;
  readonly scannedSpans: number;
  readonly reasons: readonly string[];
}

export interface SearchAnswer {
  readonly traces: readonly TraceSummary[];
  readonly nextCursor: string | null;
  readonly coverage: Coverage;
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
