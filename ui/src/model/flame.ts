/** The flame graph as a grid of pixels: one colour a pixel and depth, so that a million spans cost no more than they can show. */

import type { TraceColumns } from "./columns";
import type { TimeWindow } from "./window";

/** The row painted at each pixel of each depth, -1 where there is none; `depth * width + x`. */
export function flameGrid(
  columns: TraceColumns,
  window: TimeWindow,
  { width, firstDepth, depthCount }: { width: number; firstDepth: number; depthCount: number },
): Int32Array {
  const grid = new Int32Array(width * depthCount).fill(-1);
  const { start, duration, depth, size, spanCount } = columns;
  const scale = width / (window.to - window.from);
  const { earliest, latest } = extentsOf(columns);
  for (let row = 0; row < spanCount;) {
    const lane = depth[row]! - firstDepth;
    if (lane >= depthCount || earliest[row]! > window.to || latest[row]! < window.from) {
      // Everything below is deeper still, or outside the window too.
      row += size[row]!;
      continue;
    }
    const after = start[row]! - window.from;
    const left = Math.floor(after * scale);
    const right = Math.ceil((after + duration[row]!) * scale);
    if (lane >= 0 && left <= width && right > 0) {
      const from = lane * width + Math.min(Math.max(left, 0), width - 1);
      // Most spans of a large trace are a pixel: no call for those.
      if (right - left <= 1) {
        grid[from] = row;
      } else {
        grid.fill(row, from, Math.max(lane * width + Math.min(right, width), from + 1));
      }
    }
    row++;
  }
  return grid;
}

interface Extents {
  /** The first start of a span and all below it, by row. */
  readonly earliest: Float64Array;
  readonly latest: Float64Array;
}

const found = new WeakMap<TraceColumns, Extents>();

/** A span may end before those below it, so that its own times do not say what can be passed over. */
function extentsOf(columns: TraceColumns): Extents {
  const known = found.get(columns);
  if (known) {
    return known;
  }
  const { start, duration, parent, spanCount } = columns;
  const earliest = Float64Array.from(start);
  const latest = earliest.map((from, row) => from + duration[row]!);
  for (let row = spanCount - 1; row >= 0; row--) {
    const above = parent[row]!;
    if (above >= 0) {
      earliest[above] = Math.min(earliest[above]!, earliest[row]!);
      latest[above] = Math.max(latest[above]!, latest[row]!);
    }
  }
  const extents = { earliest, latest };
  found.set(columns, extents);
  return extents;
}

/** Stretches of one row in one depth, wide enough for words. */
export interface Slab {
  readonly row: number;
  readonly left: number;
  readonly right: number;
  readonly lane: number;
}

export function slabs(grid: Int32Array, width: number, narrowest: number): Slab[] {
  const wide: Slab[] = [];
  for (let lane = 0; lane * width < grid.length; lane++) {
    let left = 0;
    for (let x = 1; x <= width; x++) {
      const row = grid[lane * width + left]!;
      if (x === width || grid[lane * width + x] !== row) {
        if (row >= 0 && x - left >= narrowest) {
          wide.push({ row, left, right: x, lane });
        }
        left = x;
      }
    }
  }
  return wide;
}

/** `#rrggbb` as a canvas keeps a pixel, little-endian. */
export function pixelOf(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16);
  return ((255 << 24) | ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}
