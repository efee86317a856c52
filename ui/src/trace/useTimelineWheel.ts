import { type RefObject, useEffect } from "react";
import { laneWidth, laneX } from "../model/geometry";
import { toTime } from "../model/window";
import type { TraceView } from "./view";

const ZOOM_PER_PIXEL = 1.0022;
const LINE_PIXELS = 18;
const MAX_STEP = 240;

/** Ctrl or ⌘ with the wheel (or a pinch) zooms at the pointer; shift with the wheel, or a sideways swipe, pans. */
export function useTimelineWheel(scroller: RefObject<HTMLElement | null>, view: TraceView, nameWidth: number): void {
  useEffect(() => {
    const box = scroller.current!;
    const onWheel = (event: WheelEvent) => {
      const geometry = { width: box.clientWidth, nameWidth, maxDepth: view.facts.maxDepth };
      const width = laneWidth(geometry);
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const x = event.clientX - box.getBoundingClientRect().left - laneX(geometry);
        const step = Math.min(Math.max(event.deltaY * unit, -MAX_STEP), MAX_STEP);
        view.zoom(ZOOM_PER_PIXEL ** step, toTime(view.window, Math.min(Math.max(x, 0), width), width));
        return;
      }
      const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
      if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        view.pan((sideways * unit) / width);
      }
    };
    // Not passive: the browser would zoom the page instead.
    box.addEventListener("wheel", onWheel, { passive: false });
    return () => box.removeEventListener("wheel", onWheel);
  }, [scroller, view, nameWidth]);
}
