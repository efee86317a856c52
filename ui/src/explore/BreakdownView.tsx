import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { seriesQuery } from "../api/queries";
import type { TypedValue } from "../api/types";
import { valuesTable } from "../model/chartTable";
import { type Points, goingOn, labelText, lastShareIn, perSecond, quantileText, stepFor } from "../model/series";
import { millisOf } from "../model/time";
import { literal, withCondition } from "../model/traceql";
import { Answer } from "../parts/Answer";
import { Notice } from "../parts/Notice";
import { PartFailure } from "../parts/PartFailure";
import { Sparkline } from "../parts/Sparkline";
import type { ShownTime } from "../parts/useRange";
import { TableToggle, ValuesTable } from "../parts/ValuesTable";
import styles from "./BreakdownView.module.css";
import { FieldPicker } from "./FieldPicker";
import { DEFAULT_BY, type ExploreSearch, METRICS, type Metric, metricText, queryOf, spansText } from "./query";

interface Props {
  readonly search: ExploreSearch;
  readonly time: ShownTime;
  readonly onChange: (patch: Partial<ExploreSearch>) => void;
}

const NAMES: Readonly<Record<Metric, string>> = { rate: "Rate", errors: "Errors", p50: "p50", p95: "p95", p99: "p99" };
const MOST = 100;

/** One figure over time, by the values of an attribute; a line narrows the query to its value. */
export function BreakdownView({ search, time, onChange }: Props) {
  const by = search.by ?? DEFAULT_BY;
  const metric = search.metric ?? "rate";
  const [isTable, setTable] = useState(false);
  const { fromMillis, toMillis } = time.stretch;
  const query = metricText(search, metric, by);
  const step = useQuery(
    seriesQuery({ query, ...time.range, stepNanos: stepFor(fromMillis, toMillis, 60), limit: MOST }),
  );
  const options = seriesQuery({ query, ...time.range, limit: MOST });
  const whole = useQuery(options);
  const format = metric === "rate" || metric === "errors" ? perSecond : quantileText;
  const lines = (whole.data?.series ?? [])
    .map(({ labels, points }) => ({ label: labels[0], value: points[0] ?? 0 }))
    .filter((line) => line.label !== undefined && line.value > 0)
    .toSorted((a, b) => b.value - a.value);
  const most = lines[0]?.value ?? 1;
  const lastShare = format === perSecond ? lastShareIn(step.data, time.range.endUnixNano) : 1;
  const pointsOf = ({ value }: TypedValue): Points =>
    goingOn(step.data?.series.find(({ labels }) => labels[0]?.value === value)?.points ?? [], lastShare);
  const narrow = ({ type, value }: TypedValue) =>
    onChange({ q: withCondition(queryOf(search), { field: by, operator: "=", value: literal(type, value) }) });

  return (
    <section aria-label="Breakdown">
      <div className={styles["head"]}>
        <div className={styles["metrics"]} role="group" aria-label="Figure">
          {METRICS.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === metric}
              onClick={() => onChange({ metric: name === "rate" ? undefined : name })}
            >
              {NAMES[name]}
            </button>
          ))}
        </div>
        by
        <FieldPicker
          label="Attribute to break down by"
          placeholder="attribute"
          range={time.range}
          query={spansText(search)}
          value={by}
          onPick={(reference) => onChange({ by: reference === DEFAULT_BY ? undefined : reference })}
        />
        {whole.data?.truncated && <span>The first {MOST} values are shown.</span>}
        <TableToggle title={`${NAMES[metric]} over time`} isTable={isTable} onChange={setTable} />
      </div>
      <Answer of={whole} queryKey={options.queryKey} what="The breakdown">
        {() =>
          lines.length === 0 && (
            <Notice title="Nothing to break down">
              <p>No span here {metric === "errors" ? "failed" : "matches"}. Widen the time, or drop a condition.</p>
            </Notice>
          )
        }
      </Answer>
      {isTable && step.data && (
        <div className={styles["values"]}>
          <ValuesTable
            title={`${NAMES[metric]} over time`}
            table={valuesTable({
              curves: lines.map(({ label }) => ({ name: labelText(label!), points: pointsOf(label!) })),
              format,
              moments: { firstMillis: millisOf(step.data.firstUnixNano), stepMillis: step.data.stepNanos / 1e6 },
              isUnderWay: lastShare < 1,
            })}
          />
        </div>
      )}
      {step.isError && whole.isSuccess && (
        <PartFailure what="The figures over time" error={step.error} onAgain={() => void step.refetch()} />
      )}
      <ol className={styles["lines"]}>
        {lines.map(({ label, value }) => (
          <li key={`${label!.type} ${String(label!.value)}`}>
            <button type="button" onClick={() => narrow(label!)} title={`Only ${by} = ${labelText(label!)}`}>
              <span className={styles["name"]}>{labelText(label!)}</span>
              <span className={styles["bar"]}>
                <i style={{ width: `${(value / most) * 100}%` }} data-error={metric === "errors"} />
              </span>
              <span className={styles["value"]}>{format(value)}</span>
              <span className={styles["spark"]}>
                <Sparkline points={pointsOf(label!)} tone={metric === "errors" ? "error" : "accent"} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
