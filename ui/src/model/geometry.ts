/** Where things lie in the timeline, shared by painting and by hit testing. */

export const ROW_HEIGHT = 24;
export const DURATION_WIDTH = 76;
export const EXPANDER_WIDTH = 18;
const EDGE = 8;
const INDENT = 14;
/** Deep trees share what is left of the name column instead of running out of it. */
const MAX_INDENT_SHARE = 0.4;

export interface Geometry {
  readonly width: number;
  readonly nameWidth: number;
  readonly maxDepth: number;
}

/** Pixels a level of the tree is moved in by. */
export function indentStep({ nameWidth, maxDepth }: Geometry): number {
  return Math.min(INDENT, (nameWidth * MAX_INDENT_SHARE) / Math.max(maxDepth, 1));
}

export function expanderX(geometry: Geometry, depth: number): number {
  return EDGE + depth * indentStep(geometry);
}

/** Left edge of the bars. */
export function laneX({ nameWidth }: Geometry): number {
  return nameWidth + DURATION_WIDTH;
}

/** Air at the right of bars and ruler, so that the last pixel of a trace can be seen. */
export const LANE_EDGE = 12;

export function laneWidth(geometry: Geometry): number {
  return Math.max(geometry.width - laneX(geometry) - LANE_EDGE, 1);
}

export type Part = "expander" | "name" | "lane";

export interface Hit {
  /** Place among the visible rows. */
  readonly position: number;
  readonly part: Part;
}

/** What lies at a point of the scrolled content, if a row does. */
export function hitTest(
  geometry: Geometry,
  rows: Int32Array,
  depth: Int32Array,
  x: number,
  contentY: number,
): Hit | null {
  const position = Math.floor(contentY / ROW_HEIGHT);
  const row = rows[position];
  if (row === undefined) {
    return null;
  }
  if (x >= laneX(geometry)) {
    return { position, part: "lane" };
  }
  const expander = expanderX(geometry, depth[row]!);
  // A little reach at both sides makes the target 24 pixels wide.
  return { position, part: x >= expander - 3 && x < expander + EXPANDER_WIDTH + 3 ? "expander" : "name" };
}
