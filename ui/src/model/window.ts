/** The part of a trace's time that is shown, in nanoseconds after its start. */

import type { TraceColumns } from "./columns";

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Narrower than this nothing can be told apart: clocks give whole nanoseconds. */
const NARROWEST_NANOS = 10;

export function wholeWindow(durationNanos: number): TimeWindow {
  return { from: 0, to: Math.max(durationNanos, NARROWEST_NANOS) };
}

export function isWhole(window: TimeWindow, durationNanos: number): boolean {
  const whole = wholeWindow(durationNanos);
  return window.from <= whole.from && window.to >= whole.to;
}

/** The nearest window of the same width that lies within the trace. */
export function clampWindow(window: TimeWindow, durationNanos: number): TimeWindow {
  const whole = wholeWindow(durationNanos);
  const width = Math.min(Math.max(window.to - window.from, NARROWEST_NANOS), whole.to);
  const from = Math.min(Math.max(window.from, 0), whole.to - width);
  return { from, to: from + width };
}

/** Makes the window `factor` times as wide; the moment `anchor` stays where it is. */
export function zoomWindow(window: TimeWindow, factor: number, anchor: number, durationNanos: number): TimeWindow {
  const width = Math.max((window.to - window.from) * factor, NARROWEST_NANOS);
  const share = (anchor - window.from) / (window.to - window.from);
  const from = anchor - width * share;
  return clampWindow({ from, to: from + width }, durationNanos);
}

/** Moves the window by a share of its width. */
export function panWindow(window: TimeWindow, share: number, durationNanos: number): TimeWindow {
  const step = (window.to - window.from) * share;
  return clampWindow({ from: window.from + step, to: window.to + step }, durationNanos);
}

/** A window about one span, with room at both sides. */
export function frameWindow(start: number, duration: number, durationNanos: number): TimeWindow {
  const room = Math.max(duration * 0.1, NARROWEST_NANOS);
  return clampWindow({ from: start - room, to: start + duration + room }, durationNanos);
}

/** A window about all of some spans. */
export function frameRows(
  { start, duration, durationNanos }: Pick<TraceColumns, "start" | "duration" | "durationNanos">,
  rows: readonly number[],
): TimeWindow {
  const from = Math.min(...rows.map((row) => start[row]!));
  const to = Math.max(...rows.map((row) => start[row]! + duration[row]!));
  return frameWindow(from, to - from, durationNanos);
}

export function toX(window: TimeWindow, time: number, width: number): number {
  return ((time - window.from) / (window.to - window.from)) * width;
}

export function toTime(window: TimeWindow, x: number, width: number): number {
  return window.from + (x / width) * (window.to - window.from);
}

/** `from-to` in whole nanoseconds, as the address bar carries it. */
export function formatWindow(window: TimeWindow): string {
  return `${Math.round(window.from)}-${Math.round(window.to)}`;
}

export function parseWindow(text: string | undefined, durationNanos: number): TimeWindow | null {
  const match = /^(\d{1,16})-(\d{1,16})$/.exec(text ?? "");
  if (!match || Number(match[1]) >= Number(match[2])) {
    return null;
  }
  return clampWindow({ from: Number(match[1]), to: Number(match[2]) }, durationNanos);
}

/** Round moments that divide the window in about `wanted` parts. */
export function ticks(window: TimeWindow, wanted: number): number[] {
  const rough = (window.to - window.from) / Math.max(wanted, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((unit) => unit * power).find((size) => size >= rough) ?? rough;
  const found: number[] = [];
  for (let count = Math.ceil(window.from / step); count * step <= window.to; count++) {
    found.push(count * step);
  }
  return found;
}
