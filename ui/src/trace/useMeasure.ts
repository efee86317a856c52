import { type PointerEvent, useRef } from "react";
import { type Geometry, laneWidth, laneX } from "../model/geometry";
import { toTime } from "../model/window";
import type { TraceView } from "./view";

/** With alt, a drag over the bars measures the time between its ends; it stays until the next click or Escape. */
export function useMeasure(view: TraceView, geometry: () => Geometry) {
  const from = useRef<number | null>(null);
  const timeAt = (event: PointerEvent) => {
    const place = geometry();
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - laneX(place);
    return toTime(view.window, Math.min(Math.max(x, 0), laneWidth(place)), laneWidth(place));
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.altKey && event.button === 0) {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = timeAt(event);
      } else if (event.button === 0 && view.measured) {
        view.measure(null);
      }
    },
    onDrag: (event: PointerEvent) => {
      if (from.current !== null) {
        view.measure({ from: from.current, to: timeAt(event) });
      }
    },
    onPointerUp: () => {
      from.current = null;
    },
  };
}
