/** Runs of like siblings, which the timeline shows as one row until the reader opens it. */

import type { TraceColumns } from "./columns";

/** Fewer are quicker read than counted. */
export const SHORTEST_RUN = 5;

export interface Folds {
  /** The first row of the run that a row is a member of; -1 for none. */
  readonly first: Int32Array;
  /** At the first row of a run: the row behind its last subtree; elsewhere 0. */
  readonly end: Int32Array;
  /** At the first row of a run: how many siblings; elsewhere 0. */
  readonly count: Int32Array;
  readonly runCount: number;
}

/** Siblings in a row with the same service, name and kind. */
export function foldsOf(columns: TraceColumns): Folds {
  const { spanCount, parent, size, service, name, kind } = columns;
  const first = new Int32Array(spanCount).fill(-1);
  const end = new Int32Array(spanCount);
  const count = new Int32Array(spanCount);
  let runCount = 0;
  const isAlike = (a: number, b: number) =>
    service[a] === service[b] && name[a] === name[b] && kind[a] === kind[b] && parent[a] === parent[b];
  const seen = new Uint8Array(spanCount);
  for (let row = 0; row < spanCount; row++) {
    if (seen[row]) {
      continue;
    }
    let members = 1;
    let behind = row + size[row]!;
    while (behind < spanCount && isAlike(row, behind)) {
      seen[behind] = 1;
      members++;
      behind += size[behind]!;
    }
    if (members >= SHORTEST_RUN) {
      runCount++;
      count[row] = members;
      end[row] = behind;
      for (let member = row; member < behind; member += size[member]!) {
        first[member] = row;
      }
    }
  }
  return { first, end, count, runCount };
}

/** What a folded row says of its members. */
export interface RunFacts {
  readonly count: number;
  readonly totalNanos: number;
  readonly maxNanos: number;
  readonly errorCount: number;
  /** When any of them is under way, as ascending pairs that do not touch. */
  readonly stretches: Float64Array;
}

export function runFacts(columns: TraceColumns, folds: Folds, row: number): RunFacts {
  const { start, duration, size, status } = columns;
  const pairs: number[] = [];
  let [totalNanos, maxNanos, errorCount] = [0, 0, 0];
  for (let member = row; member < folds.end[row]!; member += size[member]!) {
    const from = start[member]!;
    const to = from + duration[member]!;
    totalNanos += duration[member]!;
    maxNanos = Math.max(maxNanos, duration[member]!);
    errorCount += status[member] === 2 ? 1 : 0;
    const last = pairs.length - 1;
    if (last > 0 && from <= pairs[last]!) {
      pairs[last] = Math.max(pairs[last]!, to);
    } else {
      pairs.push(from, to);
    }
  }
  return { count: folds.count[row]!, totalNanos, maxNanos, errorCount, stretches: Float64Array.from(pairs) };
}

/** Opens every fold that hides the row; true if there was one. */
export function unfoldAround(folds: Folds, foldedTo: Int32Array, parent: Int32Array, row: number): boolean {
  let changed = false;
  for (let above = row; above >= 0; above = parent[above]!) {
    const first = folds.first[above]!;
    // The first of a run is there itself, as the row of the fold.
    const isThere = above === row && above === first;
    if (first >= 0 && foldedTo[first]! > 0 && !isThere) {
      foldedTo[first] = 0;
      changed = true;
    }
  }
  return changed;
}
