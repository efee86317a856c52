/** Traces this browser has opened lately, newest first. */

import { type TraceColumns, nameOf, serviceOf } from "./columns";
import { millisOf } from "./time";

export interface RecentTrace {
  readonly traceId: string;
  readonly service: string;
  readonly name: string;
  readonly startMillis: number;
  readonly durationNanos: number;
  readonly errorCount: number;
  readonly seenMillis: number;
}

const KEY = "clew.recent";
const MAX_KEPT = 12;

export function recentTraces(): RecentTrace[] {
  return read(KEY);
}

function read(key: string): RecentTrace[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecent) : [];
  } catch {
    return [];
  }
}

function write(key: string, traces: readonly RecentTrace[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(traces));
  } catch {
    // A browser that keeps nothing has no recent traces.
  }
}

function isRecent(entry: unknown): entry is RecentTrace {
  const { traceId, service, name, durationNanos } = (entry ?? {}) as Partial<RecentTrace>;
  return (
    typeof traceId === "string" &&
    typeof service === "string" &&
    typeof name === "string" &&
    typeof durationNanos === "number"
  );
}

export function rememberTrace(columns: TraceColumns, nowMillis: number): void {
  const seen = seenNow(columns, nowMillis);
  write(KEY, [seen, ...recentTraces().filter(({ traceId }) => traceId !== seen.traceId)].slice(0, MAX_KEPT));
}

function seenNow(columns: TraceColumns, nowMillis: number): RecentTrace {
  return {
    traceId: columns.traceId,
    service: serviceOf(columns, 0),
    name: nameOf(columns, 0),
    startMillis: millisOf(columns.startUnixNano),
    durationNanos: columns.durationNanos,
    errorCount: columns.errorCount,
    seenMillis: nowMillis,
  };
}

const PINS = "clew.pins";

/** Traces that this browser keeps in sight until they are let go. */
export function pinnedTraces(): RecentTrace[] {
  return read(PINS);
}

export function isPinned(traceId: string): boolean {
  return pinnedTraces().some((trace) => trace.traceId === traceId);
}

/** Pins a trace or lets it go; true when it is pinned now. */
export function togglePin(columns: TraceColumns, nowMillis: number): boolean {
  const others = pinnedTraces().filter(({ traceId }) => traceId !== columns.traceId);
  const wasPinned = isPinned(columns.traceId);
  write(PINS, wasPinned ? others : [seenNow(columns, nowMillis), ...others]);
  return !wasPinned;
}
