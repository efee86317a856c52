/** The critical path as the server found it, by row. */

import type { PathSection } from "../api/analysis";
import { type TraceColumns, rowsOfSpans } from "./columns";

/** Stretches of each row on the path, as pairs of nanoseconds after the trace's start. */
export type PathRows = ReadonlyMap<number, readonly number[]>;

export function pathRows(columns: TraceColumns, sections: readonly PathSection[]): PathRows {
  const rows = new Map<number, number[]>();
  const places = rowsOfSpans(
    columns,
    sections.map(({ spanId }) => spanId),
  );
  for (const { spanId, startUnixNano, endUnixNano } of sections) {
    const row = places.get(spanId) ?? -1;
    if (row >= 0) {
      const stretches = rows.get(row) ?? [];
      rows.set(row, stretches);
      stretches.push(
        Number(BigInt(startUnixNano) - columns.startUnixNano),
        Number(BigInt(endUnixNano) - columns.startUnixNano),
      );
    }
  }
  return rows;
}
