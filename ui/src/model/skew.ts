/** By how much the clock under a span seems to be off, by row. */

import type { ClockSkew } from "../api/analysis";
import { type TraceColumns, rowsOfSpans } from "./columns";

export type SkewRows = ReadonlyMap<number, ClockSkew>;

/** The received spans that tell of a skew, and what runs below them in the same service: on the same clock. */
export function skewRows(columns: TraceColumns, skews: readonly ClockSkew[]): SkewRows {
  const rows = new Map<number, ClockSkew>();
  const { service, size, parent } = columns;
  const places = rowsOfSpans(
    columns,
    skews.flatMap(({ spanIds }) => spanIds),
  );
  for (const skew of skews) {
    for (const spanId of skew.spanIds) {
      const top = places.get(spanId);
      if (top === undefined) {
        continue;
      }
      const end = top + size[top]!;
      for (let row = top; row < end; row++) {
        if (row === top || (service[row] === service[top] && rows.get(parent[row]!) === skew)) {
          rows.set(row, skew);
        }
      }
    }
  }
  return rows;
}
