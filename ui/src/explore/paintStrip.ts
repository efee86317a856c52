import { formatDuration } from "../model/duration";
import { formatClock } from "../model/time";
import { ink } from "../tokens/ink";
import type { Area, Dot, Strip } from "./strip";

interface Scene {
  readonly strip: Strip;
  readonly area: Area;
  readonly drag: readonly [number, number] | null;
  readonly hover: Dot | null;
}

const RADIUS = 3.5;

export function paintStrip(context: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  const { strip, area, drag, hover } = scene;
  const colours = ink();
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width, height);
  paintScale(context, width, scene);
  if (drag) {
    context.fillStyle = colours.veil;
    context.fillRect(Math.min(...drag), area.top, Math.abs(drag[1] - drag[0]), area.height);
  }
  // Errors last, so that none hides under what went well.
  for (const isError of [false, true]) {
    context.fillStyle = isError ? colours.error : colours.accent;
    for (const dot of strip.dots) {
      if (dot.trace.errorCount > 0 === isError) {
        paintDot(context, dot, isError);
      }
    }
  }
  if (hover) {
    context.strokeStyle = colours.text;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(hover.x, hover.y, RADIUS + 3, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** A failed trace is a diamond: colour is not the only sign. */
function paintDot(context: CanvasRenderingContext2D, { x, y }: Dot, isError: boolean): void {
  context.beginPath();
  if (isError) {
    const reach = RADIUS + 1.5;
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
  } else {
    context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  }
  context.globalAlpha = 0.8;
  context.fill();
  context.globalAlpha = 1;
}

function paintScale(context: CanvasRenderingContext2D, width: number, { strip, area }: Scene): void {
  const colours = ink();
  context.font = `11px ${colours.sans}`;
  context.fillStyle = colours.muted;
  context.strokeStyle = colours.line;
  context.lineWidth = 1;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const tick of strip.ticks) {
    const y = Math.round(tick.y) + 0.5;
    context.fillText(formatDuration(tick.nanos).replace(/\.0+(?= )/, ""), area.left - 8, y);
    context.beginPath();
    context.moveTo(area.left, y);
    context.lineTo(width - 16, y);
    context.stroke();
  }
  const below = area.top + area.height + 13;
  const labels = Math.max(2, Math.floor(area.width / 180));
  for (let label = 0; label <= labels; label++) {
    const share = label / labels;
    context.textAlign = label === 0 ? "left" : label === labels ? "right" : "center";
    const millis = strip.fromMillis + share * (strip.toMillis - strip.fromMillis);
    context.fillText(formatClock(millis).slice(0, 8), area.left + share * area.width, below);
  }
}
