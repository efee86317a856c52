/** A heatmap of durations over time: buckets of powers of two, and boxes drawn on them. */

import type { Series } from "../api/types";
import { millisOf } from "./time";

export interface Heat {
  readonly fromMillis: number;
  readonly stepMillis: number;
  readonly columnCount: number;
  /** log2 of the lowest bucket's upper end in nanoseconds. */
  readonly lowest: number;
  readonly bucketCount: number;
  /** Spans by column, then by bucket. */
  readonly counts: Float64Array;
  readonly most: number;
}

/** Each series is one bucket; its label `__bucket` is the upper end in seconds. */
export function heatOf(series: readonly Series[], firstUnixNano: string, stepNanos: number): Heat | null {
  const buckets = series
    .map((entry) => ({ entry, power: Math.round(Math.log2(bucketSeconds(entry) * 1e9)) }))
    .filter(({ power }) => Number.isFinite(power));
  if (buckets.length === 0) {
    return null;
  }
  const powers = buckets.map(({ power }) => power);
  const lowest = Math.min(...powers);
  const bucketCount = Math.max(...powers) - lowest + 1;
  const columnCount = Math.max(...buckets.map(({ entry }) => entry.points.length));
  const counts = new Float64Array(columnCount * bucketCount);
  for (const { entry, power } of buckets) {
    entry.points.forEach((point, column) => {
      counts[column * bucketCount + power - lowest]! += point ?? 0;
    });
  }
  // A point stands for the step before it.
  const fromMillis = millisOf(firstUnixNano) - stepNanos / 1e6;
  const most = counts.reduce((max, count) => Math.max(max, count), 0);
  return { fromMillis, stepMillis: stepNanos / 1e6, columnCount, lowest, bucketCount, counts, most };
}

function bucketSeconds({ labels }: Series): number {
  return Number(labels.find(({ name }) => name === "__bucket")?.value);
}

/** A stretch of time and of durations. */
export interface Box {
  readonly fromMillis: number;
  readonly toMillis: number;
  readonly minNanos: number;
  readonly maxNanos: number;
}

/** The cells that two corners span, each a share of the picture from its top left. */
export function boxOf(heat: Heat, a: { x: number; y: number }, b: { x: number; y: number }): Box {
  const column = (x: number) => clamp(Math.floor(x * heat.columnCount), heat.columnCount);
  const bucket = (y: number) => clamp(Math.floor((1 - y) * heat.bucketCount), heat.bucketCount);
  const [left, right] = [column(a.x), column(b.x)].toSorted((p, q) => p - q) as [number, number];
  const [low, high] = [bucket(a.y), bucket(b.y)].toSorted((p, q) => p - q) as [number, number];
  return {
    fromMillis: heat.fromMillis + left * heat.stepMillis,
    toMillis: heat.fromMillis + (right + 1) * heat.stepMillis,
    minNanos: 2 ** (heat.lowest + low - 1),
    maxNanos: 2 ** (heat.lowest + high),
  };
}

/** Of all spans at most this share is "the slowest", unless one bucket has more. */
const SLOWEST = 0.05;

/** The highest buckets over the whole time, as a box; what else is there stays outside. */
export function slowestBox(heat: Heat): Box {
  const { bucketCount, columnCount, counts } = heat;
  const inBucket = Array.from({ length: bucketCount }, (_, bucket) =>
    counts.reduce((sum, count, at) => (at % bucketCount === bucket ? sum + count : sum), 0),
  );
  const all = inBucket.reduce((sum, count) => sum + count, 0);
  let lowest = bucketCount - 1;
  let taken = inBucket[lowest]!;
  while (lowest > 1 && taken + inBucket[lowest - 1]! <= all * SLOWEST) {
    lowest--;
    taken += inBucket[lowest]!;
  }
  const middle = (bucket: number) => 1 - (bucket + 0.5) / bucketCount;
  return boxOf(heat, { x: 0.5 / columnCount, y: middle(lowest) }, { x: 1, y: middle(bucketCount - 1) });
}

function clamp(at: number, count: number): number {
  return Math.min(Math.max(at, 0), count - 1);
}

export function formatBox({ fromMillis, toMillis, minNanos, maxNanos }: Box): string {
  return [fromMillis, toMillis, minNanos, maxNanos].map((number) => Math.round(number)).join("-");
}

export function parseBox(text: string | undefined): Box | null {
  const found = /^(\d{1,15})-(\d{1,15})-(\d{1,20})-(\d{1,20})$/.exec(text ?? "");
  if (!found) {
    return null;
  }
  const [fromMillis, toMillis, minNanos, maxNanos] = found.slice(1).map(Number) as [number, number, number, number];
  return fromMillis < toMillis && minNanos < maxNanos ? { fromMillis, toMillis, minNanos, maxNanos } : null;
}

/** Where a box lies, as shares of the picture. */
export function placeOf(heat: Heat, box: Box): { left: number; right: number; top: number; bottom: number } {
  const share = (millis: number) => (millis - heat.fromMillis) / (heat.columnCount * heat.stepMillis);
  const rise = (nanos: number) => 1 - (Math.log2(Math.max(nanos, 1)) - heat.lowest + 1) / heat.bucketCount;
  return {
    left: share(box.fromMillis),
    right: share(box.toMillis),
    top: rise(box.maxNanos),
    bottom: rise(box.minNanos),
  };
}

/** How strong a cell is painted, 0 to 1: the logarithm lets rare slow spans be seen beside many quick ones. */
export function strength(heat: Heat, count: number): number {
  return count <= 0 ? 0 : 0.16 + 0.84 * (Math.log1p(count) / Math.log1p(heat.most));
}
