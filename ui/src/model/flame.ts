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
  for (let row = 0; row < spanCount;) {
    const lane = depth[row]! - firstDepth;
    if (lane >= depthCount) {
      // Everything below is deeper still.
      row += size[row]!;
      continue;
    }
    const left = Math.max(Math.floor((start[row]! - window.from) * scale), 0);
    const right = Math.min(Math.ceil((start[row]! + duration[row]! - window.from) * scale), width);
    if (lane >= 0 && start[row]! <= window.to && right > 0) {
      const from = lane * width + Math.min(left, width - 1);
      grid.fill(row, from, Math.max(lane * width + right, from + 1));
    }
    row++;
  }
  return grid;
}

/** Stretches of one row in one depth, wide enough for words. */
export interface Slab {
  readonly row: number;
  readonly left: number;
  readonly right: number;
  readonly lane: number;
}

export function slabs(grid: Int32Array, width: number, narrowest: number): Slab[] {
  const found: Slab[] = [];
  for (let lane = 0; lane * width < grid.length; lane++) {
    let left = 0;
    for (let x = 1; x <= width; x++) {
      const row = grid[lane * width + left]!;
      if (x === width || grid[lane * width + x] !== row) {
        if (row >= 0 && x - left >= narrowest) {
          found.push({ row, left, right: x, lane });
        }
        left = x;
      }
    }
  }
  return found;
}

/** `#rrggbb` as a canvas keeps a pixel, little-endian. */
export function pixelOf(colour: string): number {
  const value = Number.parseInt(colour.slice(1), 16);
  return ((255 << 24) | ((value & 0xff) << 16) | (value & 0xff00) | (value >> 16)) >>> 0;
}
