/** Numbers over time as charts need them. */

import { formatDuration } from "./duration";
import type { Series, SeriesAnswer, TypedValue } from "../api/types";

/** Steps that fall on round moments. */
const STEPS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800];

/** The smallest round step that gives at most `most` points, in nanoseconds. */
export function stepFor(fromMillis: number, toMillis: number, most: number): number {
  const seconds = (toMillis - fromMillis) / 1000;
  return (STEPS_SECONDS.find((step) => seconds / step <= most) ?? STEPS_SECONDS.at(-1)!) * 1e9;
}

export type Points = readonly (number | null)[];

/** Point by point; where no series has one there is none. */
export function sumOf(series: readonly Series[]): Points {
  const length = Math.max(0, ...series.map(({ points }) => points.length));
  return Array.from({ length }, (_, at) => {
    const there = series.map(({ points }) => points[at]).filter((point) => point !== null && point !== undefined);
    return there.length === 0 ? null : there.reduce((sum, point) => sum + point, 0);
  });
}

export function labelText({ type, value }: TypedValue): string {
  return type === "nil" ? "(none)" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function hasLabel(series: Series, value: string): boolean {
  return series.labels.some((label) => String(label.value) === value);
}

/** The largest point, at least 1e-9 so that scales have a height. */
export function peakOf(points: Points): number {
  return points.reduce<number>((most, point) => Math.max(most, point ?? 0), 1e-9);
}

/** A round number at or above, so that the top of a scale reads well. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((unit) => unit * power).find((size) => size >= value * (1 - 1e-9)) ?? value;
}

/** An SVG path through the points, broken where there is none; `height` is 0. */
export function linePath(points: Points, top: number, height: number): string {
  let isDown = false;
  const parts: string[] = [];
  points.forEach((point, at) => {
    if (point === null) {
      isDown = false;
      return;
    }
    const y = (height * (1 - Math.min(point / top, 1))).toFixed(2);
    parts.push(isDown ? `L${at} ${y}` : isAlone(points, at) ? `M${at - 0.3} ${y}h.6` : `M${at} ${y}`);
    isDown = true;
  });
  return parts.join("");
}

/** What joins the last point with the one before it. */
export function lastPath(points: Points, top: number, height: number): string {
  const onlyLast = points.map((point, at) => (at < points.length - 2 ? null : point));
  return linePath(onlyLast, top, height);
}

function isAlone(points: Points, at: number): boolean {
  return (points[at - 1] ?? null) === null && (points[at + 1] ?? null) === null;
}

const compact = new Intl.NumberFormat("en", { maximumSignificantDigits: 3, notation: "compact" });

export function formatNumber(value: number): string {
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(1) : compact.format(value);
}

/** A share of 1 as a percentage, with as many digits as say something. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent !== 0 && percent < 9.95 ? percent.toFixed(percent < 0.095 ? 2 : 1) : Math.round(percent)} %`;
}

const RATES = [
  ["s", 1],
  ["min", 60],
  ["h", 3600],
] as const;

/** Always as many digits, so that rates below each other can be compared at a look. */
const threeDigits = new Intl.NumberFormat("en", {
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
  notation: "compact",
});

/** A rate that came a second, in the unit in which it is a number to read. */
export function perSecond(value: number): string {
  if (value === 0) {
    return "0/s";
  }
  const [unit, times] = RATES.find(([, seconds]) => value * seconds >= 0.1) ?? RATES[2];
  return `${threeDigits.format(value * times)}/${unit}`;
}

/** A quantile that came in seconds. It is told as near: the server counts durations by powers of two. */
export const quantileText = (seconds: number) => `≈ ${formatDuration(seconds * 1e9)}`;

/** What came in all steps, of the last of which a share has passed, a step. */
export function meanOf(points: Points, lastShare: number): number | null {
  return points.length === 0 ? null : totalOf(points) / (points.length - 1 + lastShare);
}

/** What a chart says while nothing is pointed at: the middle of its points, which no outlier moves. */
export function middleOf(points: Points): number | null {
  const there = points.filter((point) => point !== null).toSorted((a, b) => a - b);
  return there[Math.floor(there.length / 2)] ?? null;
}

export function totalOf(points: Points): number {
  return points.reduce<number>((sum, point) => sum + (point ?? 0), 0);
}

/** How much of the last step has passed when it is asked about, more than 0 and at most 1. */
export function lastShareOf(stepEndUnixNano: bigint, stepNanos: number, endUnixNano: string): number {
  const left = Number(stepEndUnixNano - BigInt(endUnixNano)) / stepNanos;
  return left <= 0 || left >= 1 ? 1 : 1 - left;
}

/** The same of the last point of an answer; 1 before there is one. */
export function lastShareIn(answer: SeriesAnswer | undefined, endUnixNano: string): number {
  const count = Math.max(0, ...(answer?.series ?? []).map(({ points }) => points.length));
  if (!answer || count === 0) {
    return 1;
  }
  const last = BigInt(answer.firstUnixNano) + BigInt(count - 1) * BigInt(answer.stepNanos);
  return lastShareOf(last, answer.stepNanos, endUnixNano);
}

/** A tenth of a step is the least that is told up: of less, chance would make the rate. */
const LEAST_SHARE = 0.1;

/** Counts or rates of steps, the one under way as it will end if it goes on as it began. */
export function goingOn(points: Points, lastShare: number): Points {
  const last = points.at(-1);
  return lastShare === 1 || last === null || last === undefined
    ? points
    : [...points.slice(0, -1), last / Math.max(lastShare, LEAST_SHARE)];
}
