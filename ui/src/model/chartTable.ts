/** Charts in words and figures: what a reader is told who does not see the curve. */

import { formatDuration } from "./duration";
import type { Heat } from "./heat";
import { type Points, formatNumber } from "./series";
import { formatDay, shortClock } from "./time";

/** When the points of a chart are, evenly apart. */
export interface Moments {
  readonly firstMillis: number;
  readonly stepMillis: number;
}

/** Something that happened at one of the points. */
export interface Mark {
  readonly at: number;
  readonly label: string;
}

interface Curve {
  readonly name: string;
  readonly points: Points;
}

/** Texts as they are shown, the moment first. */
export interface ValuesTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const DAY_MILLIS = 86_400_000;

/** The texts of `count` moments; with the day where they are of more than one. */
export function momentTexts({ firstMillis, stepMillis }: Moments, count: number): readonly string[] {
  const hasDays = count * stepMillis > DAY_MILLIS;
  return Array.from({ length: count }, (_, at) => {
    const millis = firstMillis + at * stepMillis;
    return hasDays ? `${formatDay(millis)} ${shortClock(millis)}` : shortClock(millis);
  });
}

const lengthOf = (curves: readonly Curve[]) => Math.max(0, ...curves.map(({ points }) => points.length));

interface Told {
  readonly curves: readonly Curve[];
  readonly format: (value: number) => string;
  readonly moments: Moments;
  readonly marks?: readonly Mark[];
  readonly isUnderWay?: boolean;
  /** What the chart says beside its title. */
  readonly figure?: string;
}

/** A row a moment, the last first, a column a curve, and one for what happened where something did. */
export function valuesTable({ curves, format, moments, marks = [], isUnderWay = false }: Told): ValuesTable {
  const count = lengthOf(curves);
  const told = (value: number | null | undefined) => (value === null || value === undefined ? "–" : format(value));
  return {
    columns: ["Time", ...curves.map(({ name }) => name), ...(marks.length > 0 ? ["What happened"] : [])],
    rows: momentTexts(moments, count)
      .map((moment, row) => [
        isUnderWay && row === count - 1 ? `${moment}, under way` : moment,
        ...curves.map(({ points }) => told(points[row])),
        ...(marks.length > 0 ? [labelsAt(marks, row)] : []),
      ])
      .toReversed(),
  };
}

const labelsAt = (marks: readonly Mark[], row: number) =>
  marks
    .filter(({ at }) => at === row)
    .map(({ label }) => label)
    .join(", ");

/** One sentence. */
export function summaryOf(title: string, { curves, format, moments, marks = [], figure = "" }: Told): string {
  const texts = momentTexts(moments, lengthOf(curves));
  const sentences = curves.map(({ name, points }) => {
    const extent = extentOf(points, format, (at) => ` at ${texts[at]}`);
    return curves.length > 1 ? `${name} ${extent}` : extent;
  });
  const happened = marks.map(({ at, label }) => `${label} at ${texts[at] ?? "the end"}`);
  const whole = curves.length === 1 && figure !== "" ? [figure] : [];
  return `${title} over time: ${[...whole, ...sentences, ...happened].join("; ")}`;
}

/** From the lowest to the highest, and the last. */
export function extentOf(
  points: Points,
  format: (value: number) => string = formatNumber,
  when: (at: number) => string = () => "",
): string {
  let [low, high, last] = [-1, -1, -1];
  points.forEach((point, at) => {
    if (point !== null) {
      low = low < 0 || point < points[low]! ? at : low;
      high = high < 0 || point > points[high]! ? at : high;
      last = at;
    }
  });
  if (last < 0) {
    return "nothing";
  }
  const told = (at: number) => format(points[at]!);
  return points[low] === points[high]
    ? `always ${told(last)}`
    : `from ${told(low)}${when(low)} to ${told(high)}${when(high)}, at last ${told(last)}`;
}

/** As of other charts of the same steps: each column is told by its end. */
const momentsOf = ({ fromMillis, stepMillis }: Heat): Moments => ({ firstMillis: fromMillis + stepMillis, stepMillis });

/** A row a moment, the last first, a column each bucket of durations that has spans. */
export function heatTable(heat: Heat): ValuesTable {
  const count = (column: number, bucket: number) => heat.counts[column * heat.bucketCount + bucket]!;
  const moments = Array.from({ length: heat.columnCount }, (_, column) => column);
  const buckets = Array.from({ length: heat.bucketCount }, (_, bucket) => bucket).filter((bucket) =>
    moments.some((column) => count(column, bucket) > 0),
  );
  const texts = momentTexts(momentsOf(heat), heat.columnCount);
  return {
    columns: ["Time", ...buckets.map((bucket) => `to ${formatDuration(2 ** (heat.lowest + bucket))}`)],
    rows: moments
      .map((column) => [
        texts[column]!,
        ...buckets.map((bucket) => (count(column, bucket) > 0 ? formatNumber(count(column, bucket)) : "–")),
      ])
      .toReversed(),
  };
}

/** One sentence. */
export function heatSummary(heat: Heat): string {
  const at = heat.counts.indexOf(heat.most);
  const [column, bucket] = [Math.floor(at / heat.bucketCount), at % heat.bucketCount];
  const texts = momentTexts(momentsOf(heat), heat.columnCount);
  const bound = (power: number) => formatDuration(2 ** (heat.lowest + power));
  return `Durations over time: from ${bound(-1)} to ${bound(heat.bucketCount - 1)}; most, ${formatNumber(heat.most)}, from ${bound(bucket - 1)} to ${bound(bucket)} at ${texts[column]}`;
}
