import { STATUS_ERROR } from "../model/columns";
import { formatDuration } from "../model/duration";
import { type Geometry, ROW_HEIGHT, laneWidth, laneX } from "../model/geometry";
import { serviceColour } from "../model/palette";
import { type TimeWindow, toTime, toX } from "../model/window";
import { ink } from "../tokens/ink";
import { paintBar } from "./paintBar";
import { paintName } from "./paintName";
import { timelineTicks } from "./paintRuler";
import { NONE, type TraceView } from "./view";

export interface Sight {
  readonly geometry: Geometry;
  readonly scrollTop: number;
}

/** Paints the rows in sight and nothing else, so that a frame costs the same for ten spans and a million. */
export function paintTimeline(context: CanvasRenderingContext2D, height: number, view: TraceView, sight: Sight): void {
  const { geometry, scrollTop } = sight;
  const colours = ink();
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, geometry.width, height);
  const first = Math.floor(scrollTop / ROW_HEIGHT);
  const last = Math.min(Math.ceil((scrollTop + height) / ROW_HEIGHT), view.rows.length);
  const matches = new Set(
    view.matches.length > 0 ? rowsIn(view.matches, view.rows[first] ?? 0, view.rows[last - 1] ?? 0) : [],
  );

  for (let position = first; position < last; position++) {
    paintGround(context, view, view.rows[position]!, position * ROW_HEIGHT - scrollTop, geometry.width);
  }
  paintGrid(context, view, geometry, height);
  context.save();
  context.beginPath();
  context.rect(laneX(geometry), 0, geometry.width - laneX(geometry), height);
  context.clip();
  for (let position = first; position < last; position++) {
    const row = view.rows[position]!;
    const colour = serviceColour(view.columns.services[view.columns.service[row]!]!);
    paintBar(context, view, geometry, row, position * ROW_HEIGHT - scrollTop, colour);
  }
  context.restore();
  for (let position = first; position < last; position++) {
    const row = view.rows[position]!;
    const top = position * ROW_HEIGHT - scrollTop;
    paintName(context, view, geometry, { row, top, isFirst: position === first, isMatch: matches.has(row) });
    paintDuration(context, view, geometry, row, top);
  }
  if (view.wanted) {
    for (let position = first; position < last; position++) {
      if (view.isDim(view.rows[position]!)) {
        paintVeil(context, position * ROW_HEIGHT - scrollTop, geometry.width);
      }
    }
  }
  if (view.measured) {
    paintMeasured(context, view.window, geometry, view.measured, height);
  }
  paintPointer(context, view, geometry, height);
}

/** Over what does not meet the filter. */
function paintVeil(context: CanvasRenderingContext2D, top: number, width: number): void {
  context.globalAlpha = 0.68;
  context.fillStyle = ink().ground;
  context.fillRect(0, top, width, ROW_HEIGHT);
  context.globalAlpha = 1;
}

function rowsIn(rows: Int32Array, from: number, to: number): number[] {
  const found: number[] = [];
  for (const row of rows) {
    if (row > to) {
      break;
    }
    if (row >= from) {
      found.push(row);
    }
  }
  return found;
}

function paintGround(
  context: CanvasRenderingContext2D,
  view: TraceView,
  row: number,
  top: number,
  width: number,
): void {
  const colours = ink();
  if (view.marked.has(row)) {
    context.fillStyle = colours.warn;
    context.fillRect(0, top, 3, ROW_HEIGHT);
  }
  if (row === view.selected) {
    context.fillStyle = colours.selected;
  } else if (row === view.hover) {
    context.fillStyle = colours.hover;
  } else {
    return;
  }
  context.fillRect(view.marked.has(row) ? 3 : 0, top, width, ROW_HEIGHT);
}

function paintGrid(context: CanvasRenderingContext2D, view: TraceView, geometry: Geometry, height: number): void {
  context.fillStyle = ink().line;
  const left = laneX(geometry);
  const width = laneWidth(geometry);
  context.fillRect(geometry.nameWidth, 0, 1, height);
  context.globalAlpha = 0.7;
  for (const tick of timelineTicks(view.window, width)) {
    context.fillRect(Math.round(left + toX(view.window, tick, width)), 0, 1, height);
  }
  context.globalAlpha = 1;
}

function paintDuration(
  context: CanvasRenderingContext2D,
  view: TraceView,
  geometry: Geometry,
  row: number,
  top: number,
): void {
  const colours = ink();
  context.font = `12px ${colours.sans}`;
  context.textAlign = "right";
  context.fillStyle = view.columns.status[row] === STATUS_ERROR ? colours.error : colours.text;
  const nanos = view.isFolded(row) ? view.runFacts(row).totalNanos : view.columns.duration[row]!;
  const text = `${view.isFolded(row) ? "Σ " : ""}${formatDuration(nanos)}`;
  context.fillText(text, laneX(geometry) - 10, top + ROW_HEIGHT / 2 + 0.5);
  context.textAlign = "left";
}

/** A stretch that is measured: its ends, and how long it is. */
function paintMeasured(
  context: CanvasRenderingContext2D,
  window: TimeWindow,
  geometry: Geometry,
  measured: TimeWindow,
  height: number,
): void {
  const left = laneX(geometry);
  const width = laneWidth(geometry);
  const at = (time: number) => left + Math.min(Math.max(toX(window, time, width), 0), width);
  const [from, to] = [at(Math.min(measured.from, measured.to)), at(Math.max(measured.from, measured.to))];
  const colours = ink();
  context.globalAlpha = 0.16;
  context.fillStyle = colours.text;
  context.fillRect(from, 0, to - from, height);
  context.globalAlpha = 1;
  context.fillRect(Math.round(from), 0, 1, height);
  context.fillRect(Math.round(to), 0, 1, height);
  paintLabel(context, formatDuration(Math.abs(measured.to - measured.from)), (from + to) / 2, 26, geometry.width);
}

/** A hair line with the moment it stands on. */
function paintPointer(context: CanvasRenderingContext2D, view: TraceView, geometry: Geometry, height: number): void {
  const left = laneX(geometry);
  const width = laneWidth(geometry);
  const x = view.pointerX;
  if (x === NONE || x < left || x > left + width) {
    return;
  }
  const colours = ink();
  context.fillStyle = colours.lineStrong;
  context.fillRect(Math.round(x), 0, 1, height);
  paintLabel(context, formatDuration(toTime(view.window, x - left, width)), x + 6, 3, geometry.width);
}

/** A text on a ground of its own, kept within the picture. */
function paintLabel(context: CanvasRenderingContext2D, label: string, x: number, top: number, width: number): void {
  const colours = ink();
  context.font = `11px ${colours.sans}`;
  const wide = context.measureText(label).width + 10;
  const at = Math.min(x, width - wide - 2);
  context.fillStyle = colours.text;
  context.beginPath();
  context.roundRect(at, top, wide, 18, 4);
  context.fill();
  context.fillStyle = colours.ground;
  context.fillText(label, at + 5, top + 9.5);
}
