/** Where a span waits for its children, and where it works itself. */

import type { TraceColumns } from "./columns";

/** Stretches covered by direct children, as ascending pairs of moments within the span; they do not touch. */
export function coveredStretches(columns: TraceColumns, row: number): Float64Array {
  const { start, duration, size } = columns;
  const from = start[row]!;
  const to = from + duration[row]!;
  const end = row + size[row]!;
  const pairs: number[] = [];
  // Siblings are ordered by start, so one pass merges what overlaps.
  for (let child = row + 1; child < end; child += size[child]!) {
    const left = Math.max(start[child]!, from);
    const right = Math.min(start[child]! + duration[child]!, to);
    const last = pairs.length - 1;
    if (right <= left) {
      continue;
    }
    if (last >= 0 && left <= pairs[last]!) {
      pairs[last] = Math.max(pairs[last]!, right);
    } else {
      pairs.push(left, right);
    }
  }
  return Float64Array.from(pairs);
}

export function selfNanos(columns: TraceColumns, row: number): number {
  const covered = coveredStretches(columns, row);
  let waiting = 0;
  for (let at = 0; at < covered.length; at += 2) {
    waiting += covered[at + 1]! - covered[at]!;
  }
  return columns.duration[row]! - waiting;
}
