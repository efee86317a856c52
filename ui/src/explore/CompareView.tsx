import { useQuery } from "@tanstack/react-query";
import type { ComparedSpans, LiftedValue } from "../api/comparison";
import { comparedSpansQuery } from "../api/queries";
import { parseBox } from "../model/heat";
import { rangeOf } from "../model/range";
import { formatNumber } from "../model/series";
import { type Operator, literal, withCondition } from "../model/traceql";
import { Answer } from "../parts/Answer";
import { Lifts } from "../parts/Lifts";
import { Notice } from "../parts/Notice";
import type { ShownTime } from "../parts/useRange";
import styles from "./CompareView.module.css";
import { CoverageLine } from "./CoverageLine";
import { type ExploreSearch, boxText, queryOf, spansText } from "./query";

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
  const options = comparedSpansQuery({ selection, baseline: spansText(search), ...range, limit: MOST });
  const answer = useQuery(options);
  const narrow = (field: string, operator: Operator, { type, value }: LiftedValue["value"]) =>
    onChange({ q: withCondition(queryOf(search), { field, operator, value: literal(type, value) }) });
  return (
    <Answer of={answer} queryKey={options.queryKey} what="The comparison">
      {(compared) => <Compared compared={compared} hasBox={box !== null} onNarrow={narrow} />}
    </Answer>
  );
}

interface ComparedProps {
  readonly compared: ComparedSpans;
  /** The selection was drawn; else it is what failed. */
  readonly hasBox: boolean;
  readonly onNarrow: (field: string, operator: Operator, value: LiftedValue["value"]) => void;
}

function Compared({ compared, hasBox, onNarrow }: ComparedProps) {
  const { selectionCount, baselineCount, attributes, coverage } = compared;
  return (
    <section aria-label="Comparison">
      <p className={styles["head"]}>
        <span>
          <i data-side="selection" /> {formatNumber(selectionCount)} {hasBox ? "spans in the box" : "failed spans"}
        </span>
        <span>
          <i data-side="baseline" /> {formatNumber(baselineCount)} others {hasBox ? "of the same time" : "that match"}
        </span>
        {!hasBox && <span className={styles["hint"]}>Draw a box on the durations to compare slow spans instead.</span>}
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
      <Lifts attributes={attributes} sides={["the selection", "the rest"]} onNarrow={onNarrow} />
    </section>
  );
}
