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
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isRecent) : [];
  } catch {
    return [];
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
  const seen: RecentTrace = {
    traceId: columns.traceId,
    service: serviceOf(columns, 0),
    name: nameOf(columns, 0),
    startMillis: millisOf(columns.startUnixNano),
    durationNanos: columns.durationNanos,
    errorCount: columns.errorCount,
    seenMillis: nowMillis,
  };
  const kept = [seen, ...recentTraces().filter(({ traceId }) => traceId !== seen.traceId)].slice(0, MAX_KEPT);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing has no recent traces.
  }
}
