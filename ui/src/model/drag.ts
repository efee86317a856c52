/** Dragging over a strip that shows the whole trace: edges resize the window, its body moves it, the rest draws a new one. */

import { type TimeWindow, clampWindow, isWhole, toX, wholeWindow } from "./window";

export type Grip = "left" | "right" | "body" | "new";

const EDGE_REACH = 6;

export function gripAt(window: TimeWindow, durationNanos: number, x: number, width: number): Grip {
  if (isWhole(window, durationNanos)) {
    return "new";
  }
  const whole = wholeWindow(durationNanos);
  const left = toX(whole, window.from, width);
  const right = toX(whole, window.to, width);
  if (Math.abs(x - left) <= EDGE_REACH && x <= (left + right) / 2) {
    return "left";
  }
  if (Math.abs(x - right) <= EDGE_REACH) {
    return "right";
  }
  return x > left && x < right ? "body" : "new";
}

export interface Drag {
  readonly grip: Grip;
  readonly startX: number;
  readonly startWindow: TimeWindow;
}

/** The window after the pointer has come to `x`; a new window is at least a pixel wide. */
export function dragTo(drag: Drag, x: number, width: number, durationNanos: number): TimeWindow {
  const perPixel = wholeWindow(durationNanos).to / Math.max(width, 1);
  const { from, to } = drag.startWindow;
  const moved = (x - drag.startX) * perPixel;
  switch (drag.grip) {
    case "body":
      return clampWindow({ from: from + moved, to: to + moved }, durationNanos);
    case "left":
      return within(Math.min(from + moved, to - perPixel), to, durationNanos);
    case "right":
      return within(from, Math.max(to + moved, from + perPixel), durationNanos);
    case "new": {
      const [left, right] = x < drag.startX ? [x, drag.startX] : [drag.startX, Math.max(x, drag.startX + 1)];
      return within(left * perPixel, right * perPixel, durationNanos);
    }
  }
}

function within(from: number, to: number, durationNanos: number): TimeWindow {
  const whole = wholeWindow(durationNanos);
  return clampWindow({ from: Math.max(from, 0), to: Math.min(to, whole.to) }, durationNanos);
}
