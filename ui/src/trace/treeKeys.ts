import type { TraceView } from "./view";

const PAGE_OF_ROWS = 20;

/** What the ARIA pattern of a treegrid asks of each key; true when the key meant something. */
export function treeKey(view: TraceView, key: string): boolean {
  const row = view.cursor;
  const { parent, spanCount } = view.columns;
  switch (key) {
    case "ArrowDown":
      view.moveBy(1);
      return true;
    case "ArrowUp":
      view.moveBy(-1);
      return true;
    case "PageDown":
      view.moveBy(PAGE_OF_ROWS);
      return true;
    case "PageUp":
      view.moveBy(-PAGE_OF_ROWS);
      return true;
    case "Home":
      view.moveTo(0);
      return true;
    case "End":
      view.moveBy(spanCount);
      return true;
    case "ArrowRight":
      if (view.isFolded(row)) {
        view.setFolded(row, false);
      } else if (view.isCollapsed(row)) {
        view.setCollapsed(row, false);
      } else if (view.hasChildren(row)) {
        view.moveTo(row + 1);
      }
      return true;
    case "ArrowLeft":
      if (view.hasChildren(row) && !view.isCollapsed(row) && !view.isFolded(row)) {
        view.setCollapsed(row, true);
      } else if (view.folds.count[row]! > 0 && !view.isFolded(row)) {
        view.setFolded(row, true);
      } else {
        view.moveTo(parent[row]!);
      }
      return true;
    case "Enter":
    case " ":
      view.select(row);
      return true;
    default:
      return false;
  }
}
