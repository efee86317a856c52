import { useKeys } from "../app/useKeys";
import type { TraceView } from "./view";

const ZOOM_STEP = 0.7;
const PAN_STEP = 0.2;
const PAGE_OF_ROWS = 12;

/** The keys that work wherever the focus is; arrows belong to the tree and work only in it. */
export function useTraceKeys(view: TraceView): void {
  useKeys({
    "+": () => view.zoom(ZOOM_STEP),
    "=": () => view.zoom(ZOOM_STEP),
    "-": () => view.zoom(1 / ZOOM_STEP),
    "0": () => view.showWhole(),
    a: () => view.pan(-PAN_STEP),
    d: () => view.pan(PAN_STEP),
    w: () => view.moveBy(-PAGE_OF_ROWS),
    s: () => view.moveBy(PAGE_OF_ROWS),
    e: () => view.moveToError(1),
    E: () => view.moveToError(-1),
    n: () => view.moveToMatch(1),
    N: () => view.moveToMatch(-1),
    f: () => view.frame(view.cursor),
    "]": () => view.collapseAll(),
    "[": () => view.expandAll(),
    r: () => view.mark(view.cause),
    Escape: () => {
      view.mark([]);
      view.deselect();
    },
  });
}
