/** A whole trace in a few pixels: spans that fall on pixels already painted are merged away. */

import { STATUS_ERROR, type TraceColumns } from "./columns";

/** Painted stretches; `left` and `right` are whole pixels, `right` not included. */
export interface Runs {
  readonly count: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly lane: Int32Array;
  readonly row: Int32Array;
}

/** One lane a span while they fit, one lane a depth (or several depths) when they do not. */
export function laneCount(columns: TraceColumns, maxDepth: number, maxLanes: number): number {
  return Math.min(columns.spanCount <= maxLanes ? columns.spanCount : maxDepth + 1, maxLanes);
}

export function overviewRuns(columns: TraceColumns, maxDepth: number, width: number, maxLanes: number): Runs {
  const lanes = laneCount(columns, maxDepth, maxLanes);
  const byRow = columns.spanCount <= maxLanes;
  const scale = width / Math.max(columns.durationNanos, 1);
  const lastLeft = new Int32Array(lanes).fill(-1);
  const lastRight = new Int32Array(lanes).fill(-1);
  const merged = new RunList();
  for (let row = 0; row < columns.spanCount; row++) {
    const lane = byRow ? row : Math.floor((columns.depth[row]! * lanes) / (maxDepth + 1));
    const left = Math.min(Math.floor(columns.start[row]! * scale), width - 1);
    const right = Math.min(
      Math.max(Math.ceil((columns.start[row]! + columns.duration[row]!) * scale), left + 1),
      width,
    );
    if (left >= lastLeft[lane]! && right <= lastRight[lane]!) {
      continue;
    }
    lastLeft[lane] = left;
    lastRight[lane] = right;
    merged.add(left, right, lane, row);
  }
  return merged.runs();
}

/** Where errors are, one mark a pixel. */
export function errorPixels(columns: TraceColumns, width: number): Int32Array {
  const scale = width / Math.max(columns.durationNanos, 1);
  const marked = new Uint8Array(width);
  for (let row = 0; row < columns.spanCount; row++) {
    if (columns.status[row] === STATUS_ERROR) {
      const end = (columns.start[row]! + columns.duration[row]!) * scale;
      marked[Math.max(0, Math.min(Math.floor(end), width - 1))] = 1;
    }
  }
  const pixels: number[] = [];
  marked.forEach((isMarked, x) => isMarked && pixels.push(x));
  return Int32Array.from(pixels);
}

/** Grows in place; a run is four numbers, not an object. */
class RunList {
  private numbers = new Int32Array(1024);
  private used = 0;

  add(left: number, right: number, lane: number, row: number): void {
    if (this.used + 4 > this.numbers.length) {
      const wider = new Int32Array(this.numbers.length * 2);
      wider.set(this.numbers);
      this.numbers = wider;
    }
    this.numbers.set([left, right, lane, row], this.used);
    this.used += 4;
  }

  runs(): Runs {
    const count = this.used / 4;
    const column = (at: number) => Int32Array.from({ length: count }, (_, run) => this.numbers[run * 4 + at]!);
    return { count, left: column(0), right: column(1), lane: column(2), row: column(3) };
  }
}
