import { FLAG_PARENT_MISSING, STATUS_ERROR } from "../model/columns";
import { EXPANDER_WIDTH, type Geometry, ROW_HEIGHT, expanderX, indentStep } from "../model/geometry";
import { serviceColour } from "../model/palette";
import { errorsUnder } from "../model/tree";
import { ink } from "../tokens/ink";
import { ellipsize } from "./ellipsize";
import type { TraceView } from "./view";

interface Line {
  readonly row: number;
  readonly top: number;
  /** The first line in sight names its service whatever its parent is: the parent cannot be seen. */
  readonly isFirst: boolean;
  readonly isMatch: boolean;
}

const EDGE = 8;

/** Expander, service colour, error sign, service where it changes, span name. */
export function paintName(context: CanvasRenderingContext2D, view: TraceView, geometry: Geometry, line: Line): void {
  const { columns, facts } = view;
  const { row, top } = line;
  const colours = ink();
  const middle = top + ROW_HEIGHT / 2;
  const depth = columns.depth[row]!;
  const left = expanderX(geometry, depth);
  context.textBaseline = "middle";
  context.textAlign = "left";
  paintGuides(context, geometry, depth, top);
  const isFolded = view.isFolded(row);
  if (view.canOpen(row) && (isFolded || view.hasChildren(row))) {
    paintExpander(context, left + EXPANDER_WIDTH / 2 - 1, middle, isFolded || view.isCollapsed(row));
  }
  let x = left + EXPANDER_WIDTH;
  context.fillStyle = serviceColour(columns.services[columns.service[row]!]!);
  context.beginPath();
  context.roundRect(x, middle - 6, 4, 12, 2);
  context.fill();
  x += 10;

  let right = geometry.nameWidth - EDGE;
  if (isFolded) {
    right = paintHidden(context, `× ${view.folds.count[row]}`, right, middle);
  } else if (view.isCollapsed(row)) {
    right = paintHidden(context, `+${columns.size[row]! - 1}`, right, middle);
  }
  if (isFolded ? view.runFacts(row).errorCount > 0 : columns.status[row] === STATUS_ERROR) {
    paintErrorSign(context, x + 6, middle, true);
    x += 17;
  } else if (view.isCollapsed(row) && errorsUnder(facts, columns.size, row) > 0) {
    paintErrorSign(context, x + 6, middle, false);
    x += 17;
  }
  if (columns.flags[row]! & FLAG_PARENT_MISSING) {
    x = paintOrphan(context, x, middle);
  }
  const parent = columns.parent[row]!;
  const service = columns.services[columns.service[row]!]!;
  if (line.isFirst || parent === -1 || columns.service[parent] !== columns.service[row]) {
    context.font = `600 12.5px ${colours.sans}`;
    context.fillStyle = colours.text;
    const text = ellipsize(context, service, (right - x) * 0.6);
    context.fillText(text, x, middle + 0.5);
    x += context.measureText(text).width + 7;
  }
  context.font = `12.5px ${colours.sans}`;
  const name = ellipsize(context, columns.names[columns.name[row]!]!, right - x);
  if (line.isMatch) {
    context.fillStyle = colours.warn;
    context.fillRect(x, middle + 8, Math.min(context.measureText(name).width, right - x), 2);
  }
  context.fillStyle = columns.status[row] === STATUS_ERROR ? colours.error : colours.muted;
  context.fillText(name, x, middle + 0.5);
}

function paintGuides(context: CanvasRenderingContext2D, geometry: Geometry, depth: number, top: number): void {
  if (indentStep(geometry) < 5) {
    return;
  }
  context.fillStyle = ink().guide;
  for (let level = 0; level < depth; level++) {
    context.fillRect(Math.round(expanderX(geometry, level) + EXPANDER_WIDTH / 2 - 1), top, 1, ROW_HEIGHT);
  }
}

function paintExpander(context: CanvasRenderingContext2D, x: number, y: number, isCollapsed: boolean): void {
  context.strokeStyle = ink().muted;
  context.lineWidth = 1.5;
  context.lineCap = "round";
  context.beginPath();
  if (isCollapsed) {
    context.moveTo(x - 2, y - 4);
    context.lineTo(x + 2, y);
    context.lineTo(x - 2, y + 4);
  } else {
    context.moveTo(x - 4, y - 2);
    context.lineTo(x, y + 2);
    context.lineTo(x + 4, y - 2);
  }
  context.stroke();
}

/** Filled: this span failed. Hollow: one inside it did. */
export function paintErrorSign(context: CanvasRenderingContext2D, x: number, y: number, isOwn: boolean): void {
  const colours = ink();
  context.beginPath();
  context.arc(x, y, 5.5, 0, 2 * Math.PI);
  if (isOwn) {
    context.fillStyle = colours.error;
    context.fill();
  } else {
    context.strokeStyle = colours.error;
    context.lineWidth = 1.5;
    context.stroke();
  }
  context.fillStyle = isOwn ? colours.ground : colours.error;
  context.fillRect(x - 0.75, y - 3.2, 1.5, 3.8);
  context.fillRect(x - 0.75, y + 1.6, 1.5, 1.5);
}

/** A broken dash, where the line to the parent would come from. */
function paintOrphan(context: CanvasRenderingContext2D, x: number, y: number): number {
  context.strokeStyle = ink().warn;
  context.lineWidth = 1.5;
  context.setLineDash([3, 2]);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 10, y);
  context.stroke();
  context.setLineDash([]);
  return x + 15;
}

/** How many rows a collapsed or folded one hides; returns where the name must end. */
function paintHidden(context: CanvasRenderingContext2D, text: string, right: number, middle: number): number {
  const colours = ink();
  context.font = `11px ${colours.sans}`;
  const width = context.measureText(text).width + 10;
  context.fillStyle = colours.sunken;
  context.beginPath();
  context.roundRect(right - width, middle - 8, width, 16, 8);
  context.fill();
  context.fillStyle = colours.muted;
  context.fillText(text, right - width + 5, middle + 0.5);
  return right - width - 6;
}
