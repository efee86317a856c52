import { useQuery } from "@tanstack/react-query";
import { Minus, Plus } from "lucide-react";
import type { LiftedValue } from "../api/analysis";
import { comparedSpansQuery } from "../api/queries";
import { parseBox } from "../model/heat";
import { rangeOf } from "../model/range";
import { formatNumber, formatShare, labelText } from "../model/series";
import { type Operator, literal, withCondition } from "../model/traceql";
import { Notice } from "../parts/Notice";
import { useDelayed } from "../parts/useDelayed";
import type { ShownTime } from "../parts/useRange";
import styles from "./CompareView.module.css";
import { CoverageLine } from "./CoverageLine";
import { type ExploreSearch, boxText, queryOf, spansText } from "./query";
import { ResultsSkeleton } from "./ResultsSkeleton";

interface Props {
  readonly search: ExploreSearch;
  readonly time: ShownTime;
  readonly onChange: (patch: Partial<ExploreSearch>) => void;
}

const MOST = 30;

/** What the spans in the box, or the failed ones, have more often than the rest. */
export function CompareView({ search, time, onChange }: Props) {
  const box = parseBox(search.sel);
  const range = box ? rangeOf(box) : time.range;
  const selection = box ? boxText(box) : "{ status = error }";
  const answer = useQuery(comparedSpansQuery({ selection, baseline: spansText(search), ...range, limit: MOST }));
  const isLate = useDelayed(answer.isPending);
  const narrow = (field: string, operator: Operator, { type, value }: LiftedValue["value"]) =>
    onChange({ q: withCondition(queryOf(search), { field, operator, value: literal(type, value) }) });
  if (answer.isError) {
    return (
      <Notice title="The comparison failed" tone="error">
        <p>{answer.error.message}</p>
      </Notice>
    );
  }
  if (!answer.data) {
    return isLate ? <ResultsSkeleton /> : null;
  }
  const { selectionCount, baselineCount, attributes, coverage } = answer.data;
  return (
    <section aria-label="Comparison">
      <p className={styles["head"]}>
        <span>
          <i data-side="selection" /> {formatNumber(selectionCount)} {box ? "spans in the box" : "failed spans"}
        </span>
        <span>
          <i data-side="baseline" /> {formatNumber(baselineCount)} others {box ? "of the same time" : "that match"}
        </span>
        {!box && <span className={styles["hint"]}>Draw a box on the durations to compare slow spans instead.</span>}
      </p>
      <CoverageLine count={selectionCount} what="selected span" hasMore={false} coverage={coverage} />
      {attributes.length === 0 && (
        <Notice title={selectionCount === 0 ? "Nothing is selected" : "No attribute tells them apart"}>
          <p>
            {selectionCount === 0
              ? "No span that matches lies in the selection."
              : "No value is more frequent in the selection than chance would have it."}
          </p>
        </Notice>
      )}
      <div className={styles["grid"]}>
        {attributes.map(({ key, score, values }) => (
          <article key={key} className={styles["attribute"]}>
            <h2 title={key}>
              {key} <small title="The greatest difference of shares beyond chance">{formatShare(score)} apart</small>
            </h2>
            <ul>
              {values.slice(0, 5).map((entry) => (
                <Value
                  key={`${entry.value.type} ${String(entry.value.value)}`}
                  entry={entry}
                  onNarrow={(operator) => narrow(key, operator, entry.value)}
                />
              ))}
            </ul>
          </article>
        ))}
      </div>
    </section>
  );
}

function Value({ entry, onNarrow }: { readonly entry: LiftedValue; readonly onNarrow: (operator: Operator) => void }) {
  const text = labelText(entry.value);
  return (
    <li>
      <span className={styles["value"]} title={text}>
        {text || "(empty)"}
      </span>
      <span
        className={styles["bars"]}
        title={`${entry.selectionCount} of the selection, ${entry.baselineCount} of the rest`}
      >
        <i data-side="selection" style={{ width: `${entry.selectionShare * 100}%` }} />
        <i data-side="baseline" style={{ width: `${entry.baselineShare * 100}%` }} />
      </span>
      <span className={styles["share"]}>
        <b>{formatShare(entry.selectionShare)}</b> {formatShare(entry.baselineShare)}
      </span>
      <span className={styles["lift"]}>{entry.lift === null ? "only here" : `× ${formatNumber(entry.lift)}`}</span>
      <button type="button" aria-label={`Only ${text}`} title="Only these" onClick={() => onNarrow("=")}>
        <Plus size={12} aria-hidden="true" />
      </button>
      <button
        type="button"
        aria-label={`Without ${text}`}
        title="Without these: does the difference go?"
        onClick={() => onNarrow("!=")}
      >
        <Minus size={12} aria-hidden="true" />
      </button>
    </li>
  );
}
