/** What comparisons answer, as `docs/api-analysis.md` describes them. */

import type { Coverage, TypedValue } from "./types";

export interface ComparedTrace {
  readonly traceId: string;
  readonly rootService: string;
  readonly rootName: string;
  readonly startUnixNano: string;
  readonly durationNanos: number;
  readonly spanCount: number;
  readonly errorCount: number;
}

export interface NodeSide {
  readonly count: number;
  readonly errors: number;
  readonly totalNanos: number;
  readonly selfNanos: number;
  readonly pathNanos: number;
  readonly spanIds: readonly string[];
}

export interface ComparedNode {
  readonly parent: number;
  readonly depth: number;
  readonly service: string;
  readonly name: string;
  readonly kind: string;
  readonly a: NodeSide;
  readonly b: NodeSide;
  readonly deltaNanos: number;
  readonly deltaSelfNanos: number;
  readonly deltaPathNanos: number;
  readonly deltaErrors: number;
  readonly only: "a" | "b" | null;
  readonly attributes: readonly {
    readonly key: string;
    readonly scope: string;
    readonly a: readonly string[];
    readonly b: readonly string[];
  }[];
}

export interface ComparedTraces {
  readonly a: ComparedTrace;
  readonly b: ComparedTrace;
  readonly nodes: readonly ComparedNode[];
  readonly resources: readonly {
    readonly service: string;
    readonly key: string;
    readonly a: readonly string[];
    readonly b: readonly string[];
  }[];
  readonly truncated: boolean;
}

export interface ComparedSide {
  readonly traceCount: number;
  readonly spanCount: number;
  readonly failedTraceCount: number;
  readonly meanNanos: number;
  readonly p50Nanos: number;
  readonly p95Nanos: number;
}

/** Spans of one side at a place of the call tree; the example is the longest of them. */
export interface ManySide {
  readonly traceCount: number;
  readonly count: number;
  readonly errors: number;
  readonly totalNanos: number;
  readonly selfNanos: number;
  readonly pathNanos: number;
  readonly p50Nanos: number;
  readonly p95Nanos: number;
  readonly exampleTraceId?: string;
  readonly exampleSpanId?: string;
}

export interface ManyNode {
  readonly parent: number;
  readonly depth: number;
  readonly service: string;
  readonly name: string;
  readonly kind: string;
  readonly a: ManySide;
  readonly b: ManySide;
  readonly deltaPathNanos: number;
  readonly deltaErrorRate: number;
}

export interface ComparedQueries {
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly nodes: readonly ManyNode[];
  readonly attributes: ComparedSpans["attributes"];
  readonly truncated: boolean;
  readonly coverage: Coverage;
}

export interface LiftedValue {
  readonly value: TypedValue;
  readonly selectionCount: number;
  readonly baselineCount: number;
  readonly selectionShare: number;
  readonly baselineShare: number;
  readonly lift: number | null;
}

export interface ComparedSpans {
  readonly selectionCount: number;
  readonly baselineCount: number;
  readonly attributes: readonly {
    readonly key: string;
    readonly score: number;
    readonly values: readonly LiftedValue[];
  }[];
  readonly coverage: Coverage;
}
