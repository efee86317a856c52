import { useEffect, useRef } from "react";
import {
  FLAG_CYCLE_CUT,
  FLAG_EVENTS,
  FLAG_LINKS,
  FLAG_PARENT_MISSING,
  KINDS,
  STATUS_ERROR,
  nameOf,
  serviceOf,
} from "../model/columns";
import { formatDuration } from "../model/duration";
import { ROW_HEIGHT } from "../model/geometry";
import { errorsUnder, positionOf } from "../model/tree";
import styles from "./Rows.module.css";
import { useView } from "./useView";
import type { TraceView } from "./view";

interface Props {
  readonly view: TraceView;
  /** The window of visible rows to mount. */
  readonly first: number;
  readonly count: number;
}

/** The rows in sight and the cursor's row, invisible over the picture: what has focus must never be taken away. */
export function Rows({ view, first, count }: Props) {
  const rows = useView(view, (current) => current.rows);
  const cursor = useView(view, (current) => current.cursor);
  const selected = useView(view, (current) => current.selected);
  const cursorRow = useRef<HTMLDivElement>(null);
  const mayFocus = useRef(false);

  // Asked at the change itself: by the time of the effect a row that had the focus may be gone, and the focus with it.
  useEffect(() => {
    mayFocus.current = isFocusFree();
    return view.subscribe(() => {
      mayFocus.current = isFocusFree();
    });
  }, [view]);

  useEffect(() => {
    if (mayFocus.current) {
      mayFocus.current = false;
      cursorRow.current?.focus({ preventScroll: true });
    }
  });

  const positions = Array.from({ length: Math.max(Math.min(count, rows.length - first), 0) }, (_, at) => first + at);
  const cursorAt = positionOf(rows, cursor);
  if (cursorAt >= 0 && !positions.includes(cursorAt)) {
    positions.push(cursorAt);
  }
  return positions.map((position) => {
    const row = rows[position]!;
    return (
      <Row
        key={row}
        view={view}
        row={row}
        position={position}
        isCursor={row === cursor}
        isSelected={row === selected}
        ref={row === cursor ? cursorRow : undefined}
      />
    );
  });
}

/** In the tree, or nowhere: then the cursor may have it. */
function isFocusFree(): boolean {
  const focused = document.activeElement;
  return focused === null || focused === document.body || focused.closest("[role=treegrid]") !== null;
}

interface RowProps {
  readonly view: TraceView;
  readonly row: number;
  readonly position: number;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  readonly ref: React.Ref<HTMLDivElement> | undefined;
}

function Row({ view, row, position, isCursor, isSelected, ref }: RowProps) {
  const { columns, facts } = view;
  const parent = columns.parent[row]!;
  return (
    <div
      ref={ref}
      className={styles["row"]}
      style={{ transform: `translateY(${position * ROW_HEIGHT}px)` }}
      role="row"
      aria-level={columns.depth[row]! + 1}
      aria-posinset={facts.place[row]}
      aria-setsize={parent === -1 ? facts.rootCount : facts.childCount[parent]}
      aria-rowindex={position + 1}
      aria-expanded={view.canOpen(row) ? !view.isFolded(row) && !view.isCollapsed(row) : undefined}
      aria-selected={isSelected}
      tabIndex={isCursor ? 0 : -1}
    >
      <span role="gridcell" className="srOnly">
        {serviceOf(columns, row)} {nameOf(columns, row)}
        {view.isFolded(row) && ` and ${view.folds.count[row]! - 1} like it`}
      </span>
      <span role="gridcell" className="srOnly">
        {formatDuration(view.isFolded(row) ? view.runFacts(row).totalNanos : columns.duration[row]!)}
      </span>
      <span role="gridcell" className="srOnly">
        {describe(view, row)}
      </span>
    </div>
  );
}

const FLAG_WORDS = [
  [FLAG_PARENT_MISSING, "its parent is missing"],
  [FLAG_EVENTS, "has events"],
  [FLAG_LINKS, "has links"],
  [FLAG_CYCLE_CUT, "a cycle of parents was cut here"],
] as const;

/** What the picture says by place, colour and icon. */
function describe(view: TraceView, row: number): string {
  const { columns, facts } = view;
  const hidden = view.isCollapsed(row) ? errorsUnder(facts, columns.size, row) : 0;
  return [
    KINDS[columns.kind[row]!] ?? "",
    `starts at ${formatDuration(columns.start[row]!)}`,
    columns.status[row] === STATUS_ERROR ? "error" : "",
    view.path.has(row) ? "on the critical path" : "",
    view.isDim(row) ? "filtered out" : "",
    hidden > 0 ? `${hidden} errors inside` : "",
    ...FLAG_WORDS.filter(([flag]) => columns.flags[row]! & flag).map(([, words]) => words),
  ]
    .filter((part) => part !== "")
    .join(", ");
}
