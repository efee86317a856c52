/** What the reader sees of one trace. The columns live here, outside React; painters and components listen. */

import { type TraceColumns, rowOfSpan } from "../model/columns";
import { findRows } from "../model/find";
import { type Folds, type RunFacts, foldsOf, runFacts, unfoldAround } from "../model/folds";
import type { PathRows } from "../model/path";
import type { SkewRows } from "../model/skew";
import { remembered } from "../model/remembered";
import { NO_SIFT, type Sift, isSifting, wanted, withAncestors } from "../model/sift";
import { coveredStretches } from "../model/self";
import { shutBeside, shutFrom } from "../model/shut";
import { type TreeFacts, nextRow, positionOf, reveal, treeFacts, visibleRows } from "../model/tree";
import {
  type TimeWindow,
  clampWindow,
  frameRows,
  frameWindow,
  panWindow,
  wholeWindow,
  zoomWindow,
} from "../model/window";

export const NONE = -1;

export class TraceView {
  readonly columns: TraceColumns;
  readonly facts: TreeFacts;
  /** Rows in the order shown: no collapsed ancestor, fold or filter hides them. */
  rows: Int32Array;
  window: TimeWindow;
  /** The row the keyboard is at. */
  cursor = 0;
  /** The row whose span is shown beside the timeline. */
  selected = NONE;
  hover = NONE;
  pointerX = NONE;
  findText = "";
  matches: Int32Array = new Int32Array();
  sift: Sift = NO_SIFT;
  /** Rows that meet the sift; null while nothing is sifted. */
  wanted: Uint8Array | null = null;
  /** What the server said lies on the critical path; empty until it has. */
  path: PathRows = new Map();
  /** Rows whose clock seems to be off, as the server found it. */
  skews: SkewRows = new Map();
  /** Where the first error of the trace began, as the server found it. */
  cause: readonly number[] = [];
  /** A stretch that the reader measures. */
  measured: TimeWindow | null = null;
  /** Rows that a finding is about. */
  marked: ReadonlySet<number> = new Set();
  /** Grows with every change of what is visible, so that React can tell without comparing rows. */
  version = 0;
  /** Set by the timeline: scrolls a place among the visible rows into sight. */
  onReveal: (position: number) => void = () => {};

  readonly folds: Folds;
  readonly runFacts: (row: number) => RunFacts;
  readonly coveredStretches: (row: number) => Float64Array;
  /** Spans of this depth and below were closed last, by their level. */
  private level: number;
  private readonly collapsed: Uint8Array;
  private readonly foldedTo: Int32Array;
  private readonly listeners = new Set<() => void>();

  constructor(columns: TraceColumns) {
    this.columns = columns;
    this.facts = treeFacts(columns);
    this.level = this.facts.maxDepth;
    this.collapsed = new Uint8Array(columns.spanCount);
    this.folds = foldsOf(columns);
    this.runFacts = remembered((row) => runFacts(columns, this.folds, row));
    this.coveredStretches = remembered((row) => coveredStretches(columns, row));
    this.foldedTo = this.folds.end.slice();
    this.rows = this.visible();
    this.window = wholeWindow(columns.durationNanos);
  }

  private visible(): Int32Array {
    const { columns, collapsed, foldedTo, wanted: rows } = this;
    const kept = rows && this.sift.mode === "hide" ? withAncestors(columns.parent, rows) : null;
    // What is looked for must not hide in a fold.
    return visibleRows(columns.size, kept ? { collapsed, kept } : { collapsed, foldedTo });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private changed(): void {
    this.version++;
    for (const listener of this.listeners) {
      listener();
    }
  }

  isCollapsed(row: number): boolean {
    return this.collapsed[row] === 1;
  }

  hasChildren(row: number): boolean {
    return this.columns.size[row]! > 1;
  }

  /** The row stands for a run of like siblings. */
  isFolded(row: number): boolean {
    return this.foldedTo[row]! > 0 && !(this.wanted && this.sift.mode === "hide");
  }

  /** Something opens or closes at the row. */
  canOpen(row: number): boolean {
    return this.hasChildren(row) || this.folds.count[row]! > 0;
  }

  setFolded(row: number, isFolded: boolean): void {
    this.foldedTo[row] = isFolded ? this.folds.end[row]! : 0;
    this.relayout();
  }

  isDim(row: number): boolean {
    return this.wanted !== null && this.wanted[row] === 0;
  }

  setSift(sift: Sift): void {
    this.sift = sift;
    this.wanted = isSifting(sift) ? wanted(this.columns, sift, (row) => this.path.has(row)) : null;
    this.relayout();
  }

  setPath(path: PathRows): void {
    this.path = path;
    this.setSift(this.sift);
  }

  /** Shows what a finding is about: its rows marked, the first one selected, all of them in the window. */
  mark(rows: readonly number[]): void {
    this.marked = new Set(rows);
    if (rows.length === 0) {
      this.changed();
      return;
    }
    this.window = frameRows(this.columns, rows);
    this.select(rows[0]!);
  }

  setCollapsed(row: number, isCollapsed: boolean): void {
    if (this.hasChildren(row) && this.isCollapsed(row) !== isCollapsed) {
      this.collapsed[row] = isCollapsed ? 1 : 0;
      this.relayout();
    }
  }

  expandAll(): void {
    this.collapsed.fill(0);
    this.foldedTo.fill(0);
    this.relayout();
  }

  /** Leaves the roots open, since a lone root tells nothing. */
  collapseAll(): void {
    shutFrom(this.columns, this.collapsed, 1);
    this.foldedTo.set(this.folds.end);
    this.relayout();
  }

  /** Closes what is deepest of what is open, or opens what is next. */
  stepLevel(step: 1 | -1): void {
    this.level = Math.min(Math.max(this.level + step, 1), this.facts.maxDepth);
    shutFrom(this.columns, this.collapsed, this.level);
    this.relayout();
  }

  /** Closes all beside the row, opens what is below it, and frames it. */
  showOnly(row: number): void {
    shutBeside(this.columns, this.collapsed, row);
    this.relayout();
    this.moveTo(row);
    this.frame(row);
  }

  private relayout(): void {
    this.rows = this.visible();
    this.cursor = this.rows[Math.max(positionOf(this.rows, this.cursor), 0)] ?? 0;
    this.changed();
    this.onReveal(positionOf(this.rows, this.cursor));
  }

  /** Moves the cursor, opening what hides it; an open span panel follows. */
  moveTo(row: number): void {
    if (row < 0 || row >= this.columns.spanCount) {
      return;
    }
    const isOpened = reveal(this.columns.parent, this.collapsed, row);
    if (unfoldAround(this.folds, this.foldedTo, this.columns.parent, row) || isOpened) {
      this.rows = this.visible();
    }
    this.cursor = row;
    if (this.selected !== NONE) {
      this.selected = row;
    }
    this.changed();
    this.onReveal(positionOf(this.rows, row));
  }

  /** Moves by visible rows. */
  moveBy(step: number): void {
    const position = positionOf(this.rows, this.cursor) + step;
    this.moveTo(this.rows[Math.min(Math.max(position, 0), this.rows.length - 1)]!);
  }

  moveToError(direction: 1 | -1): void {
    this.moveTo(nextRow(this.facts.errorRows, this.cursor, direction));
  }

  moveToMatch(direction: 1 | -1): void {
    this.moveTo(nextRow(this.matches, this.cursor, direction));
  }

  select(row: number): void {
    this.selected = row;
    this.moveTo(row);
  }

  selectSpan(spanId: string): boolean {
    const row = rowOfSpan(this.columns, spanId);
    if (row !== NONE) {
      this.select(row);
    }
    return row !== NONE;
  }

  deselect(): void {
    if (this.selected !== NONE) {
      this.selected = NONE;
      this.changed();
    }
  }

  /** Where the pointer is; `x` is within the timeline, NONE when it has left. */
  point(row: number, x: number): void {
    this.hover = row;
    this.pointerX = x;
    this.changed();
  }

  measure(stretch: TimeWindow | null): void {
    this.measured = stretch;
    this.changed();
  }

  find(text: string): void {
    this.findText = text;
    this.matches = findRows(this.columns, text);
    const first = this.matches.find((row) => row >= this.cursor) ?? this.matches[0];
    if (first === undefined) {
      this.changed();
    } else {
      this.moveTo(first);
    }
  }

  /** Adds what was found elsewhere for the text that is looked for. */
  foundMore(text: string, rows: Iterable<number>): void {
    if (text !== this.findText) {
      return;
    }
    const before = this.matches.length;
    this.matches = Int32Array.from(new Set([...this.matches, ...rows])).toSorted();
    if (before === 0 && this.matches.length > 0) {
      this.moveTo(this.matches.find((row) => row >= this.cursor) ?? this.matches[0]!);
    } else {
      this.changed();
    }
  }

  setWindow(window: TimeWindow): void {
    this.window = clampWindow(window, this.columns.durationNanos);
    this.changed();
  }

  zoom(factor: number, anchor = (this.window.from + this.window.to) / 2): void {
    this.setWindow(zoomWindow(this.window, factor, anchor, this.columns.durationNanos));
  }

  pan(share: number): void {
    this.setWindow(panWindow(this.window, share, this.columns.durationNanos));
  }

  showWhole(): void {
    this.setWindow(wholeWindow(this.columns.durationNanos));
  }

  frame(row: number): void {
    this.setWindow(frameWindow(this.columns.start[row]!, this.columns.duration[row]!, this.columns.durationNanos));
  }
}
