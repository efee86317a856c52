import { copyText } from "../parts/copyText";
import { useKeys } from "../app/useKeys";
import type { TraceView } from "./view";

const ZOOM_STEP = 0.7;
const PAN_STEP = 0.2;
const LARGE_PAN = 0.6;
const LARGE_ZOOM = 0.35;
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
    p: () => view.moveTo(view.columns.parent[view.cursor]!),
    P: () => view.hasChildren(view.cursor) && view.moveTo(view.cursor + 1),
    o: () => view.stepLevel(-1),
    i: () => view.stepLevel(1),
    ".": () => view.showOnly(view.cursor),
    u: () => {
      view.moveTo(view.columns.parent[view.cursor]!);
      view.frame(view.cursor);
    },
    y: () => void copyText(location.href),
    "Shift ArrowLeft": () => view.pan(-LARGE_PAN),
    "Shift ArrowRight": () => view.pan(LARGE_PAN),
    "Shift ArrowUp": () => view.zoom(LARGE_ZOOM),
    "Shift ArrowDown": () => view.zoom(1 / LARGE_ZOOM),
    "]": () => view.collapseAll(),
    "[": () => view.expandAll(),
    r: () => view.mark(view.cause),
    Escape: () => {
      view.measure(null);
      view.mark([]);
      view.deselect();
    },
  });
}
