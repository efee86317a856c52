import { errorPixels, laneCount, overviewRuns } from "../model/overview";
import { serviceColour } from "../model/palette";
import { isWhole, toX, wholeWindow } from "../model/window";
import type { Paint } from "../parts/canvas";
import { ink } from "../tokens/ink";
import type { TraceView } from "./view";

const ERROR_STRIP = 5;
const MAX_LANE_HEIGHT = 6;

/** Paints the spans once a size and theme, then only lays the window over that picture. */
export function createMinimapPainter(view: TraceView): Paint {
  let picture: OffscreenCanvas | null = null;
  let madeFor = "";
  return (context, width, height) => {
    const scale = devicePixelRatio;
    const wanted = `${width}x${height}@${scale} ${ink().raised}`;
    if (!picture || madeFor !== wanted) {
      picture = paintSpans(view, Math.round(width), Math.round(height), scale);
      madeFor = wanted;
    }
    context.drawImage(picture, 0, 0, width, height);
    paintWindow(context, view, width, height);
  };
}

function paintSpans(view: TraceView, width: number, height: number, scale: number): OffscreenCanvas {
  const { columns, facts } = view;
  const picture = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = picture.getContext("2d", { alpha: false })!;
  context.scale(scale, scale);
  context.fillStyle = ink().raised;
  context.fillRect(0, 0, width, height);
  const room = height - ERROR_STRIP - 2;
  const runs = overviewRuns(columns, facts.maxDepth, width, room);
  const laneHeight = Math.min(room / laneCount(columns, facts.maxDepth, room), MAX_LANE_HEIGHT);
  const gap = laneHeight >= 3 ? 1 : 0;
  const colours = columns.services.map(serviceColour);
  for (let run = 0; run < runs.count; run++) {
    context.fillStyle = colours[columns.service[runs.row[run]!]!]!;
    context.fillRect(
      runs.left[run]!,
      runs.lane[run]! * laneHeight,
      runs.right[run]! - runs.left[run]!,
      laneHeight - gap,
    );
  }
  context.fillStyle = ink().error;
  for (const x of errorPixels(columns, width)) {
    paintErrorMark(context, x, height);
  }
  return picture;
}

/** A small triangle at the foot, where the failed span ended. */
function paintErrorMark(context: OffscreenCanvasRenderingContext2D, x: number, height: number): void {
  context.beginPath();
  context.moveTo(x + 0.5, height - ERROR_STRIP);
  context.lineTo(x + 3.5, height);
  context.lineTo(x - 2.5, height);
  context.fill();
}

function paintWindow(context: CanvasRenderingContext2D, view: TraceView, width: number, height: number): void {
  const { durationNanos } = view.columns;
  if (isWhole(view.window, durationNanos)) {
    return;
  }
  const whole = wholeWindow(durationNanos);
  const left = toX(whole, view.window.from, width);
  const right = Math.max(toX(whole, view.window.to, width), left + 1);
  const colours = ink();
  context.globalAlpha = 0.72;
  context.fillStyle = colours.sunken;
  context.fillRect(0, 0, left, height);
  context.fillRect(right, 0, width - right, height);
  context.globalAlpha = 1;
  context.fillStyle = colours.accent;
  for (const edge of [left, right]) {
    const x = Math.min(Math.max(edge, 1), width - 1);
    context.fillRect(x - 0.5, 0, 1, height);
    context.beginPath();
    context.roundRect(x - 2.5, height / 2 - 9, 5, 18, 2.5);
    context.fill();
  }
}
