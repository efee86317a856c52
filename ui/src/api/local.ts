/** Traces that are here without a server: of a snapshot, or of a file that was opened. */

import type { GraphName } from "../model/callGraph";
import type { TraceColumns } from "../model/columns";
import type { Placed } from "../parts/placed";
import type { Findings } from "./analysis";
import type { SpanDetail } from "./types";

export interface LocalTrace {
  readonly columns: TraceColumns;
  readonly spans: ReadonlyMap<string, SpanDetail>;
  readonly findings: Findings | null;
  /** The page is a file of its own, without a server. */
  readonly isSnapshot: boolean;
  /** Where the nodes of its graphs lie, where that cannot be found out. */
  readonly placed?: Readonly<Record<GraphName, Placed>>;
  /** Where it is from, in words for the page. */
  readonly origin: string;
}

const held = new Map<string, LocalTrace>();

export function holdTrace(trace: LocalTrace): void {
  held.set(trace.columns.traceId, trace);
}

export function localTrace(traceId: string): LocalTrace | null {
  return held.get(traceId) ?? null;
}
