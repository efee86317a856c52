import { Play, Square } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { mistakeIn } from "../model/completion";
import { formatChips, parseChips } from "../model/traceql";
import type { ShownTime } from "../parts/useRange";
import controls from "../parts/controls.module.css";
import { TimeRange } from "../parts/TimeRange";
import { ChipRow } from "./ChipRow";
import { PlainEditor } from "./PlainEditor";
import { type ExploreSearch, queryOf } from "./query";
import styles from "./QueryBar.module.css";

const TraceqlEditor = lazy(() => import("./TraceqlEditor"));

interface Props {
  readonly search: ExploreSearch;
  readonly time: ShownTime;
  readonly onChange: (patch: Partial<ExploreSearch>) => void;
  readonly onRun: () => void;
  /** Present while an answer is on its way. */
  readonly onCancel: (() => void) | null;
  /** What the server said of the query. */
  readonly problem: string | null;
}

/** The query as chips or as text, which are the same query, and the time. */
export function QueryBar({ search, time, onChange, onRun, onCancel, problem }: Props) {
  const query = queryOf(search);
  const chips = parseChips(query);
  const [wantsText, setWantsText] = useState(false);
  const isText = wantsText || chips === null;
  const setQuery = (q: string) => {
    const shown = q.trim() === "{ }" || q.trim() === "{}" ? undefined : q.trim() || undefined;
    if (shown === search.q) {
      onRun();
    } else {
      onChange({ q: shown, sel: undefined });
    }
  };
  const editor = {
    text: query,
    range: time.range,
    mistake: problem === null ? null : mistakeIn(problem),
    onRun: setQuery,
  };

  return (
    <section className={styles["bar"]} aria-label="Query">
      <div className={styles["what"]}>
        <div className={styles["modes"]} role="group" aria-label="How the query is shown">
          <button
            type="button"
            aria-pressed={!isText}
            disabled={chips === null}
            title={chips === null ? "This query says more than chips can" : undefined}
            onClick={() => setWantsText(false)}
          >
            Chips
          </button>
          <button type="button" aria-pressed={isText} onClick={() => setWantsText(true)}>
            TraceQL
          </button>
        </div>
        {isText ? (
          <Suspense fallback={<PlainEditor {...editor} />}>
            <TraceqlEditor {...editor} />
          </Suspense>
        ) : (
          <ChipRow query={chips} range={time.range} onChange={(next) => setQuery(formatChips(next))} />
        )}
      </div>
      <div className={styles["when"]}>
        <TimeRange search={search} onChange={onChange} />
        {onCancel ? (
          <button type="button" className={controls["button"]} onClick={onCancel}>
            <Square size={12} aria-hidden="true" /> Cancel
          </button>
        ) : (
          <button type="button" className={controls["primary"]} onClick={onRun} title="Ask again, up to now">
            <Play size={12} aria-hidden="true" /> Run
          </button>
        )}
      </div>
    </section>
  );
}
