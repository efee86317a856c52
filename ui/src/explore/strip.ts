/** Places traces by start time and, on a logarithmic scale, duration. */

import type { TraceSummary } from "../api/types";
import { millisOf } from "../model/time";

export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly trace: TraceSummary;
}

export interface Strip {
  readonly dots: readonly Dot[];
  readonly fromMillis: number;
  readonly toMillis: number;
  /** Powers of ten of a nanosecond, and where they lie. */
  readonly ticks: readonly { readonly y: number; readonly nanos: number }[];
}

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A lone trace still needs some time around it. */
const NARROWEST_MILLIS = 1000;
/** So that at least one power of ten is on the scale. */
const NARROWEST_DECADES = 1;

export function layOutStrip(traces: readonly TraceSummary[], area: Area): Strip {
  const starts = traces.map((trace) => millisOf(trace.startUnixNano));
  const first = Math.min(...starts);
  const last = Math.max(...starts);
  const room = Math.max((last - first) * 0.02, (NARROWEST_MILLIS - (last - first)) / 2);
  const fromMillis = first - room;
  const toMillis = last + room;
  const logs = traces.map((trace) => Math.log10(Math.max(trace.durationNanos, 1)));
  const spread = Math.max(Math.max(...logs) - Math.min(...logs), NARROWEST_DECADES);
  const middle = (Math.max(...logs) + Math.min(...logs)) / 2;
  const low = middle - spread * 0.55;
  const high = middle + spread * 0.55;
  const yOf = (log: number) => area.top + (1 - (log - low) / (high - low)) * area.height;
  const dots = traces.map((trace, at) => ({
    x: area.left + ((starts[at]! - fromMillis) / (toMillis - fromMillis)) * area.width,
    y: yOf(logs[at]!),
    trace,
  }));
  return {
    dots,
    fromMillis,
    toMillis,
    ticks: powersOfTen(low, high).map((power) => ({ y: yOf(power), nanos: 10 ** power })),
  };
}

function powersOfTen(low: number, high: number): number[] {
  const powers: number[] = [];
  for (let power = Math.ceil(low); power <= high; power++) {
    powers.push(power);
  }
  return powers;
}

/** The dot nearest to a point, if any is within reach. */
export function dotAt(strip: Strip, x: number, y: number, reach: number): Dot | null {
  let nearest: Dot | null = null;
  let best = reach * reach;
  for (const dot of strip.dots) {
    const distance = (dot.x - x) ** 2 + (dot.y - y) ** 2;
    if (distance <= best) {
      best = distance;
      nearest = dot;
    }
  }
  return nearest;
}

export function momentAt(strip: Strip, area: Area, x: number): number {
  const share = Math.min(Math.max((x - area.left) / area.width, 0), 1);
  return Math.round(strip.fromMillis + share * (strip.toMillis - strip.fromMillis));
}
