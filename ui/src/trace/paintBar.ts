import { STATUS_ERROR } from "../model/columns";
import { type Geometry, ROW_HEIGHT, laneWidth, laneX } from "../model/geometry";
import { toX } from "../model/window";
import { ink } from "../tokens/ink";
import { paintErrorSign } from "./paintName";
import type { TraceView } from "./view";

const BAR_HEIGHT = 12;
const MIN_WIDTH = 2;
/** How strong the part of a bar is in which the span only waits for its children. */
const WAITING = 0.42;

/** A bar, full where the span works itself and pale where its children do. */
export function paintBar(
  context: CanvasRenderingContext2D,
  view: TraceView,
  geometry: Geometry,
  row: number,
  top: number,
  colour: string,
): void {
  const { columns, window } = view;
  const lane = laneX(geometry);
  const width = laneWidth(geometry);
  const place = (time: number) => Math.min(Math.max(lane + toX(window, time, width), lane - 8), lane + width + 8);
  const run = view.isFolded(row) ? view.runFacts(row) : null;
  const start = columns.start[row]!;
  const end = run ? run.stretches.at(-1)! : start + columns.duration[row]!;
  if (end < window.from || start > window.to) {
    paintOutside(context, geometry, top, colour, end < window.from);
    return;
  }
  const left = Math.min(place(start), lane + width - MIN_WIDTH);
  const right = Math.max(place(end), left + MIN_WIDTH);
  const y = top + (ROW_HEIGHT - BAR_HEIGHT) / 2;
  const radius = Math.min(3, (right - left) / 2);
  context.fillStyle = colour;
  // Of a run the gaps are pale, of a span what its children cover.
  const covered = run ? gapsBetween(run.stretches) : view.coveredStretches(row);
  context.globalAlpha = covered.length > 0 ? WAITING : 1;
  context.beginPath();
  context.roundRect(left, y, right - left, BAR_HEIGHT, radius);
  context.fill();
  context.globalAlpha = 1;
  if (covered.length > 0) {
    paintOwn(context, covered, { left, right, y, radius }, place);
    paintOutline(context, { left, right, y, radius }, colour);
  }
  paintGhost(context, view.skews.get(row)?.shiftNanos ?? 0, { start, end, y }, place);
  paintPath(context, view.path.get(row), place, y + BAR_HEIGHT + 1.5);
  if (run ? run.errorCount > 0 : columns.status[row] === STATUS_ERROR) {
    context.strokeStyle = ink().error;
    context.lineWidth = 1.5;
    context.beginPath();
    context.roundRect(left - 1, y - 1, right - left + 2, BAR_HEIGHT + 2, radius + 1);
    context.stroke();
    paintErrorSign(
      context,
      right + 11 > lane + width + 8 ? Math.max(left - 11, lane + 7) : right + 11,
      y + BAR_HEIGHT / 2,
      true,
    );
  }
}

function gapsBetween(stretches: Float64Array): Float64Array {
  return stretches.subarray(1, stretches.length - 1);
}

/** A dashed outline where the span would lie if its clock agreed with its caller's; the bar itself stays where it was said to be. */
function paintGhost(
  context: CanvasRenderingContext2D,
  shift: number,
  { start, end, y }: { readonly start: number; readonly end: number; readonly y: number },
  place: (time: number) => number,
): void {
  if (shift === 0) {
    return;
  }
  const left = place(start + shift);
  const right = Math.max(place(end + shift), left + MIN_WIDTH);
  context.strokeStyle = ink().warn;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.roundRect(left, y - 2, right - left, BAR_HEIGHT + 4, 3);
  context.stroke();
  context.setLineDash([]);
}

/** A line under the bar where the span holds up the trace. */
function paintPath(
  context: CanvasRenderingContext2D,
  stretches: readonly number[] | undefined,
  place: (time: number) => number,
  y: number,
): void {
  if (!stretches) {
    return;
  }
  context.fillStyle = ink().text;
  let painted = -1;
  for (let at = 0; at < stretches.length; at += 2) {
    const left = Math.max(place(stretches[at]!), painted);
    const right = place(stretches[at + 1]!);
    if (right - painted >= 0.5) {
      context.fillRect(left, y, Math.max(right - left, 1), 2.5);
      painted = right;
    }
  }
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly radius: number;
}

/** The pale part alone would be hard to see on the ground. */
function paintOutline(context: CanvasRenderingContext2D, { left, right, y, radius }: Box, colour: string): void {
  if (right - left > 3) {
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(left + 0.5, y + 0.5, right - left - 1, BAR_HEIGHT - 1, radius);
    context.stroke();
  }
}

/** Fills the gaps between the covered stretches, leaving out what is thinner than half a pixel. */
function paintOwn(
  context: CanvasRenderingContext2D,
  covered: Float64Array,
  box: Box,
  place: (time: number) => number,
): void {
  context.save();
  context.beginPath();
  context.roundRect(box.left, box.y, box.right - box.left, BAR_HEIGHT, box.radius);
  context.clip();
  let from = box.left;
  for (let at = 0; at < covered.length && from < box.right; at += 2) {
    const to = place(covered[at]!);
    if (to - from >= 0.5) {
      context.fillRect(from, box.y, to - from, BAR_HEIGHT);
    }
    from = Math.max(from, place(covered[at + 1]!));
  }
  if (box.right - from >= 0.5) {
    context.fillRect(from, box.y, box.right - from, BAR_HEIGHT);
  }
  context.restore();
}

/** A small arrow at the edge beyond which the bar lies. */
function paintOutside(
  context: CanvasRenderingContext2D,
  geometry: Geometry,
  top: number,
  colour: string,
  isBefore: boolean,
): void {
  const middle = top + ROW_HEIGHT / 2;
  const x = isBefore ? laneX(geometry) + 4 : laneX(geometry) + laneWidth(geometry) + 4;
  const tip = isBefore ? x - 0 : x + 4;
  const back = isBefore ? x + 4 : x;
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(tip, middle);
  context.lineTo(back, middle - 4);
  context.lineTo(back, middle + 4);
  context.fill();
}
