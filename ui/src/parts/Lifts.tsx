import { Minus, Plus } from "lucide-react";
import type { ComparedSpans, LiftedValue } from "../api/comparison";
import { formatNumber, formatShare, labelText } from "../model/series";
import type { Operator } from "../model/traceql";
import styles from "./Lifts.module.css";

interface Props {
  readonly attributes: ComparedSpans["attributes"];
  /** What the selection and what the others are called. */
  readonly sides: readonly [string, string];
  readonly onNarrow?: (field: string, operator: Operator, value: LiftedValue["value"]) => void;
}

/** Attributes by how well they tell two sides apart, each with the shares of its values. */
export function Lifts({ attributes, sides, onNarrow }: Props) {
  return (
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
                sides={sides}
                onNarrow={onNarrow ? (operator) => onNarrow(key, operator, entry.value) : null}
              />
            ))}
          </ul>
        </article>
      ))}
    </div>
  );
}

interface ValueProps {
  readonly entry: LiftedValue;
  readonly sides: Props["sides"];
  readonly onNarrow: ((operator: Operator) => void) | null;
}

function Value({ entry, sides, onNarrow }: ValueProps) {
  const text = labelText(entry.value);
  return (
    <li>
      <span className={styles["value"]} title={text}>
        {text || "(empty)"}
      </span>
      <span
        className={styles["bars"]}
        title={`${entry.selectionCount} of ${sides[0]}, ${entry.baselineCount} of ${sides[1]}`}
      >
        <i data-side="selection" style={{ width: `${entry.selectionShare * 100}%` }} />
        <i data-side="baseline" style={{ width: `${entry.baselineShare * 100}%` }} />
      </span>
      <span className={styles["share"]}>
        <b>{formatShare(entry.selectionShare)}</b> <span>{formatShare(entry.baselineShare)}</span>
      </span>
      <span className={styles["lift"]}>{entry.lift === null ? "only here" : `× ${formatNumber(entry.lift)}`}</span>
      {onNarrow && (
        <>
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
        </>
      )}
    </li>
  );
}
