/** Rows of a trace in preorder: which are visible, where they stand, and what their subtrees hold. */

import { STATUS_ERROR, type TraceColumns } from "./columns";

/** What takes rows away from sight. */
export interface Hiding {
  readonly collapsed: Uint8Array;
  /** At the first row of a folded run: the row behind it; elsewhere 0. */
  readonly foldedTo?: Int32Array;
  /** 1 for each row that may be shown; absent when all may. */
  readonly kept?: Uint8Array | null;
}

/** The rows that neither a collapsed ancestor, nor a fold, nor a filter hides, ascending. */
export function visibleRows(size: Int32Array, { collapsed, foldedTo, kept }: Hiding): Int32Array {
  const rows = new Int32Array(size.length);
  let count = 0;
  for (let row = 0; row < size.length;) {
    if (kept && !kept[row]) {
      row += size[row]!;
      continue;
    }
    rows[count++] = row;
    row = foldedTo?.[row] || row + (collapsed[row] ? size[row]! : 1);
  }
  return rows.subarray(0, count);
}

/** The position among `rows` of `row`, or of the visible row that hides it; -1 without rows. */
export function positionOf(rows: Int32Array, row: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]! <= row) {
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return high;
}

/** Uncollapses every ancestor of `row`; true if any was collapsed. */
export function reveal(parent: Int32Array, collapsed: Uint8Array, row: number): boolean {
  let changed = false;
  for (let above = parent[row]!; above !== -1; above = parent[above]!) {
    changed ||= collapsed[above] === 1;
    collapsed[above] = 0;
  }
  return changed;
}

/** What assistive technology and the painter need of each row, computed once a trace. */
export interface TreeFacts {
  /** Place among siblings, from 1. */
  readonly place: Int32Array;
  readonly childCount: Int32Array;
  readonly rootCount: number;
  readonly maxDepth: number;
  /** `errorsBefore[row]` counts the errors in rows below `row`'s number. */
  readonly errorsBefore: Uint32Array;
  readonly errorRows: Int32Array;
}

export function treeFacts(columns: TraceColumns): TreeFacts {
  const { spanCount, parent, depth, status } = columns;
  const place = new Int32Array(spanCount);
  const childCount = new Int32Array(spanCount);
  const errorsBefore = new Uint32Array(spanCount + 1);
  const errorRows: number[] = [];
  let rootCount = 0;
  let maxDepth = 0;
  for (let row = 0; row < spanCount; row++) {
    const above = parent[row]!;
    place[row] = above === -1 ? ++rootCount : ++childCount[above]!;
    maxDepth = Math.max(maxDepth, depth[row]!);
    const isError = status[row] === STATUS_ERROR;
    errorsBefore[row + 1] = errorsBefore[row]! + (isError ? 1 : 0);
    if (isError) {
      errorRows.push(row);
    }
  }
  return { place, childCount, rootCount, maxDepth, errorsBefore, errorRows: Int32Array.from(errorRows) };
}

/** Errors below `row`, itself not counted. */
export function errorsUnder(facts: TreeFacts, size: Int32Array, row: number): number {
  return facts.errorsBefore[row + size[row]!]! - facts.errorsBefore[row + 1]!;
}

/** The next of the ascending `rows` after `row` in a direction, going round the end; -1 without rows. */
export function nextRow(rows: Int32Array, row: number, direction: 1 | -1): number {
  if (rows.length === 0) {
    return -1;
  }
  const at = positionOf(rows, row);
  const isOn = at >= 0 && rows[at] === row;
  const step = direction === 1 ? at + 1 : isOn ? at - 1 : at;
  return rows[(step + rows.length) % rows.length]!;
}
