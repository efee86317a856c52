/** Closing many rows at once; a row without children is never closed. */

import type { TraceColumns } from "./columns";

type Shape = Pick<TraceColumns, "depth" | "parent" | "size">;

/** Closes the rows of a depth and below, opens those above. */
export function shutFrom({ depth, size }: Shape, collapsed: Uint8Array, level: number): void {
  depth.forEach((deep, row) => {
    collapsed[row] = size[row]! > 1 && deep >= level ? 1 : 0;
  });
}

/** Closes all but the row, what is above it and what is below it. */
export function shutBeside({ parent, size }: Shape, collapsed: Uint8Array, row: number): void {
  const end = row + size[row]!;
  collapsed.forEach((_, at) => {
    collapsed[at] = size[at]! > 1 && (at < row || at >= end) ? 1 : 0;
  });
  for (let above = parent[row]!; above >= 0; above = parent[above]!) {
    collapsed[above] = 0;
  }
}
