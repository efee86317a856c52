import { formatTick } from "../model/duration";
import { LANE_EDGE } from "../model/geometry";
import { type TimeWindow, ticks, toX } from "../model/window";
import { ink } from "../tokens/ink";

const TICK_SPACING = 110;

export function timelineTicks(window: TimeWindow, width: number): number[] {
  return ticks(window, width / TICK_SPACING);
}

export function paintRuler(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  window: TimeWindow,
  drag: { from: number; to: number } | null,
): void {
  const colours = ink();
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, width, height);
  if (drag) {
    context.fillStyle = colours.selected;
    context.fillRect(Math.min(drag.from, drag.to), 0, Math.abs(drag.to - drag.from), height);
  }
  const found = timelineTicks(window, width - LANE_EDGE);
  const step = (found[1] ?? window.to) - (found[0] ?? window.from);
  context.font = `11px ${colours.sans}`;
  context.textBaseline = "middle";
  for (const tick of found) {
    const x = Math.round(toX(window, tick, width - LANE_EDGE)) + 0.5;
    context.fillStyle = colours.line;
    context.fillRect(x - 0.5, height - 7, 1, 7);
    context.fillStyle = colours.muted;
    const label = formatTick(tick, step);
    if (x + 4 + context.measureText(label).width < width) {
      context.fillText(label, x + 4, height / 2 + 1);
    }
  }
}
