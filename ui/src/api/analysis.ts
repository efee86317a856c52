/** The answers of the analyses, as `docs/api-analysis.md` describes them. */

import type { Coverage, Range } from "./types";

export interface CountedRange extends Range {
  readonly stepNanos: number;
}

/** Requests, errors and latencies of a range; rates are a second. */
export interface Red {
  readonly count: number;
  readonly rate: number;
  readonly errors: number;
  readonly errorRate: number;
  readonly p50Nanos: number;
  readonly p95Nanos: number;
  readonly p99Nanos: number;
}

export interface PathSection extends Range {
  readonly spanId: string;
}

export interface Completeness {
  readonly complete: boolean;
  readonly spanCount: number;
  readonly rootCount: number;
  readonly orphanCount: number;
  readonly missingParents: readonly string[];
  readonly cycleCount: number;
  readonly unfinishedCount: number;
  readonly outsideCount: number;
  readonly droppedCount: number;
}

export interface ClockSkew {
  readonly host: string;
  readonly relativeTo: string;
  readonly shiftNanos: number;
  readonly leastNanos: number;
  readonly mostNanos: number;
  readonly callCount: number;
  readonly consistent: boolean;
  readonly spanIds: readonly string[];
}

export interface Finding {
  readonly kind: string;
  readonly severity: "error" | "warning" | "info";
  readonly title: string;
  readonly spanIds: readonly string[];
  readonly evidence: Readonly<Record<string, unknown>>;
}

export interface Findings {
  readonly criticalPath: readonly PathSection[];
  readonly completeness: Completeness;
  readonly clockSkew: readonly ClockSkew[];
  readonly findings: readonly Finding[];
}

export interface Percentile {
  readonly spanId: string;
  readonly percentile: number | null;
  readonly populationCount: number;
  readonly p50Nanos: number;
  readonly p95Nanos: number;
  readonly p99Nanos: number;
}

interface Compared {
  readonly red: Red;
  readonly before: Red;
}

export interface ServiceSummary extends Compared {
  readonly service: string;
  readonly basis: "requests" | "spans";
  readonly sparkline: readonly number[];
  readonly operationCount: number;
}

interface Counted {
  readonly range: CountedRange;
  readonly coverage: Coverage;
}

export interface ServicesOverview extends Counted {
  readonly services: readonly ServiceSummary[];
}

export interface OperationSummary extends Compared {
  readonly name: string;
  readonly kind: string;
  readonly sparkline: readonly number[];
}

export interface Edge extends Compared {
  readonly client: string;
  readonly server: string;
  readonly connectionType: string;
}

export interface ServiceOverview extends Counted, Compared {
  readonly service: string;
  readonly basis: "requests" | "spans";
  readonly series: readonly { readonly startUnixNano: string; readonly red: Red }[];
  readonly operations: readonly OperationSummary[];
  readonly upstream: readonly Edge[];
  readonly downstream: readonly Edge[];
}

export interface ServiceVersion {
  /** Empty for spans that tell none. */
  readonly version: string;
  readonly red: Red;
  readonly sparkline: readonly number[];
  readonly firstSeenUnixNano: string;
  /** It came while the service was already there. */
  readonly new: boolean;
}

/** The one that came last first. */
export interface ServiceVersions extends Counted {
  readonly service: string;
  readonly basis: "requests" | "spans";
  readonly versions: readonly ServiceVersion[];
  readonly truncated: boolean;
}

export interface MapNode extends Compared {
  readonly name: string;
  readonly instrumented: boolean;
}

export interface ServiceMap extends Counted {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly Edge[];
  readonly hiddenEdgeCount: number;
}

export interface Change extends Compared {
  readonly service: string;
  readonly name: string | null;
  readonly kind: string | null;
  readonly what: "errors" | "latency" | "rate" | "new" | "gone";
  readonly direction: "up" | "down";
  readonly score: number;
  readonly title: string;
}

export interface Changes extends Counted {
  readonly changes: readonly Change[];
}

export interface StructureNode {
  readonly parent: number;
  readonly depth: number;
  readonly service: string;
  readonly name: string;
  readonly kind: string;
  readonly traceCount: number;
  readonly count: number;
  readonly errors: number;
  readonly totalNanos: number;
  readonly selfNanos: number;
  readonly pathNanos: number;
  readonly p50Nanos: number;
  readonly p95Nanos: number;
  readonly maxNanos: number;
  readonly exampleTraceId: string;
  readonly exampleSpanId: string;
}

export interface Structure {
  readonly traceCount: number;
  readonly nodes: readonly StructureNode[];
  readonly truncated: boolean;
  readonly coverage: Coverage;
}

export interface ErrorGroup {
  readonly id: string;
  readonly type: string;
  readonly message: string;
  readonly frame: string;
  readonly service: string;
  readonly count: number;
  readonly traceCount: number;
  readonly share: number;
  readonly sparkline: readonly number[];
  readonly firstSeenUnixNano: string;
  readonly lastSeenUnixNano: string;
  /** None was in the time looked at before, though its service was. */
  readonly new: boolean;
  readonly regressed: boolean;
  /** How long it was quiet before it came back. */
  readonly quietNanos: number;
  /** The one that came last first. */
  readonly versions: readonly {
    readonly version: string;
    readonly count: number;
    readonly firstSeenUnixNano: string;
    readonly lastSeenUnixNano: string;
  }[];
  readonly names: readonly string[];
  readonly examples: readonly {
    readonly traceId: string;
    readonly spanId: string;
    readonly startUnixNano: string;
    readonly message: string;
  }[];
}

export interface ErrorGroups {
  readonly range: Range;
  readonly errorCount: number;
  readonly groups: readonly ErrorGroup[];
  readonly truncated: boolean;
  /** Null where too little of it could be read to call anything new or come back. */
  readonly lookedAtBefore: Range | null;
  readonly coverage: Coverage;
}

export interface StepTimes {
  readonly p50Nanos: number;
  readonly p95Nanos: number;
}

/** A trace that got no further, with the span of the last step it took. */
export interface LostTrace {
  readonly traceId: string;
  readonly spanId: string;
  readonly startUnixNano: string;
  readonly rootService: string;
  readonly rootName: string;
  readonly durationNanos: number;
  readonly spanCount: number;
  readonly errorCount: number;
}

/** Shares of none are null, as are times that nobody took. */
export interface FunnelStep {
  readonly traceCount: number;
  readonly shareOfPrevious: number | null;
  readonly shareOfFirst: number | null;
  readonly sincePrevious: StepTimes | null;
  readonly lostCount: number;
  readonly lost: readonly LostTrace[];
}

export interface Funnel {
  readonly steps: readonly FunnelStep[];
  readonly whole: StepTimes | null;
  readonly coverage: Coverage;
}
