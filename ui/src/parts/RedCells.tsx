import type { Red } from "../api/analysis";
import { type Change, changeOf, errorChange, latencyChange } from "../model/change";
import { formatDuration } from "../model/duration";
import { formatNumber, formatShare, perSecond } from "../model/series";
import tree from "./TreeTable.module.css";

export function RedHeads() {
  return (
    <>
      <th scope="col">Rate</th>
      <th scope="col">Errors</th>
      <th scope="col" data-further="true">
        p50
      </th>
      <th scope="col">p95</th>
      <th scope="col" data-further="true">
        p99
      </th>
    </>
  );
}

/** Rate, errors and latencies as cells, with what changed since the range before. */
export function RedCells({ red, before }: { readonly red: Red; readonly before: Red }) {
  const rate = before.count === 0 ? "" : changeOf(red.rate, before.rate).text;
  return (
    <>
      <td title={`${formatNumber(red.count)} in all`}>
        <small className={tree["change"]}>{rate}</small> {perSecond(red.rate)}
      </td>
      <td data-error={red.errors > 0} title={`${formatNumber(red.errors)} of ${formatNumber(red.count)}`}>
        <Changed change={errorChange(red, before)} /> {red.errors > 0 ? formatShare(red.errorRate) : "–"}
      </td>
      <td data-further="true">{formatDuration(red.p50Nanos)}</td>
      <td>
        <Changed change={latencyChange(red, before)} /> {formatDuration(red.p95Nanos)}
      </td>
      <td data-further="true">{formatDuration(red.p99Nanos)}</td>
    </>
  );
}

interface ChangedProps {
  readonly change: Change;
  readonly than?: string;
}

export function Changed({ change, than = "since the range before" }: ChangedProps) {
  return (
    <small className={tree["change"]} data-error={change.isWorse} data-good={change.isBetter} title={than}>
      {change.text}
    </small>
  );
}
