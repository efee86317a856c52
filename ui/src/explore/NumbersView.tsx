import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Series, SeriesAnswer } from "../api/types";
import { seriesQuery } from "../api/queries";
import { valuesTable } from "../model/chartTable";
import { lineColour } from "../model/palette";
import {
  type Points,
  formatNumber,
  labelText,
  lastPath,
  lastShareIn,
  linePath,
  peakOf,
  roundUp,
  stepFor,
} from "../model/series";
import { formatClock, millisOf } from "../model/time";
import { Answer } from "../parts/Answer";
import { Notice } from "../parts/Notice";
import { TableToggle, ValuesTable } from "../parts/ValuesTable";
import type { ShownTime } from "../parts/useRange";
import { CoverageLine } from "./CoverageLine";
import styles from "./NumbersView.module.css";

const MOST_SHOWN = 30;
const HEIGHT = 240;

/** A query for numbers over time: its series as curves and as a table. */
export function NumbersView({ query, time }: { readonly query: string; readonly time: ShownTime }) {
  const { fromMillis, toMillis } = time.stretch;
  const stepNanos = stepFor(fromMillis, toMillis, 120);
  const options = seriesQuery({ query, ...time.range, stepNanos });
  const answer = useQuery(options);
  return (
    <Answer of={answer} queryKey={options.queryKey} what="The numbers">
      {(data) => <Numbers data={data} time={time} />}
    </Answer>
  );
}

function Numbers({ data, time }: { readonly data: SeriesAnswer; readonly time: ShownTime }) {
  const { fromMillis, toMillis } = time.stretch;
  const [isTable, setTable] = useState(false);
  if (data.series.length === 0) {
    return (
      <Notice title="No numbers in this time">
        <p>No span matches the query's filter. Widen the time, or drop a condition.</p>
      </Notice>
    );
  }
  const isUnderWay = lastShareIn(data, time.range.endUnixNano) < 1;
  const key = soleKey(data.series);
  const all = data.series.map((series) => ({ series, peak: peakOf(series.points), name: nameOf(series, key) }));
  const shown = all.toSorted((a, b) => b.peak - a.peak).slice(0, MOST_SHOWN);
  const top = roundUp(Math.max(1e-9, ...shown.map(({ peak }) => peak)));
  const count = Math.max(2, ...shown.map(({ series }) => series.points.length));
  const curves = shown.map(({ series, name }) => ({ name, points: series.points }));
  const moments = { firstMillis: millisOf(data.firstUnixNano), stepMillis: data.stepNanos / 1e6 };
  return (
    <>
      <CoverageLine count={all.length} what="line" hasMore={data.truncated} coverage={data.coverage} />
      <figure className={styles["chart"]}>
        <figcaption>
          {formatNumber(top)} <TableToggle title="The series" isTable={isTable} onChange={setTable} />
        </figcaption>
        {isTable ? (
          <div className={styles["values"]}>
            <ValuesTable
              title="the series"
              table={valuesTable({ curves, format: formatNumber, moments, isUnderWay })}
            />
          </div>
        ) : (
          <svg
            viewBox={`0 0 ${count - 1} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`${all.length} series over time; the highest is ${shown[0]!.name}, up to ${formatNumber(shown[0]!.peak)}`}
          >
            {shown.map(({ series, name }, at) => (
              <g key={name} stroke={lineColour(at)}>
                <path d={linePath(isUnderWay ? series.points.slice(0, -1) : series.points, top, HEIGHT)} />
                {isUnderWay && <path data-under-way d={lastPath(series.points, top, HEIGHT)} />}
              </g>
            ))}
          </svg>
        )}
        <p aria-hidden="true">
          <span>{formatClock(fromMillis).slice(0, 8)}</span>
          <span>{formatClock(toMillis).slice(0, 8)}</span>
        </p>
      </figure>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{key ?? "Series"}</th>
            <th scope="col">Last</th>
            <th scope="col">Most</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ series, name, peak }, at) => (
            <tr key={name}>
              <th scope="row">
                <i style={{ background: lineColour(at) }} />
                {name}
              </th>
              <td>{lastOf(isUnderWay ? series.points.slice(0, -1) : series.points)}</td>
              <td>{formatNumber(peak)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > MOST_SHOWN && (
        <p className={styles["note"]}>
          The {MOST_SHOWN} highest of {all.length} are shown.
        </p>
      )}
    </>
  );
}

/** What all series are told apart by, where it is one thing: then it is said once. */
function soleKey(series: readonly Series[]): string | null {
  const names = new Set(series.flatMap(({ labels }) => (labels.length === 1 ? [labels[0]!.name] : ["", "…"])));
  return names.size === 1 ? [...names][0]! : null;
}

const nameOf = ({ labels }: Series, key: string | null) =>
  key === null
    ? labels.map((label) => `${label.name}=${labelText(label)}`).join(" ") || "all spans"
    : labelText(labels[0]!);

function lastOf(points: Points): string {
  const last = points.findLast((point) => point !== null);
  return last === null || last === undefined ? "–" : formatNumber(last);
}
