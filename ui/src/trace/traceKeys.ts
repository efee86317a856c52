import type { KeyMap } from "../app/useKeys";
import type { TraceView } from "./view";

const ZOOM_STEP = 0.7;
const PAN_STEP = 0.2;
const LARGE_PAN = 0.6;
const LARGE_ZOOM = 0.35;
const PAGE_OF_ROWS = 12;

/** The keys that work wherever the focus is; arrows belong to the tree and work only in it. */
export function traceKeys(view: TraceView): KeyMap {
  return {
    ...keysOfBoth(view),
    f: () => view.frame(view.cursor),
    p: () => view.moveTo(view.columns.parent[view.cursor]!),
    o: () => view.stepLevel(-1),
    i: () => view.stepLevel(1),
  };
}

/** Those of Jaeger's page where it has other ones; the rest stays. */
export function jaegerTraceKeys(view: TraceView): KeyMap {
  const both = keysOfBoth(view);
  return {
    ...both,
    ArrowLeft: () => view.pan(-PAN_STEP),
    ArrowRight: () => view.pan(PAN_STEP),
    ArrowUp: () => view.zoom(ZOOM_STEP),
    ArrowDown: () => view.zoom(1 / ZOOM_STEP),
    A: () => view.pan(-LARGE_PAN),
    D: () => view.pan(LARGE_PAN),
    f: () => view.moveBy(1),
    b: () => view.moveBy(-1),
    p: () => view.stepLevel(-1),
    o: () => view.stepLevel(1),
    Escape: (event) => {
      view.find("");
      both["Escape"]!(event);
    },
  };
}

const keysOfBoth = (view: TraceView): KeyMap => ({
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
  P: () => view.hasChildren(view.cursor) && view.moveTo(view.cursor + 1),
  ".": () => view.showOnly(view.cursor),
  u: () => {
    view.moveTo(view.columns.parent[view.cursor]!);
    view.frame(view.cursor);
  },
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
