import { Link } from "@tanstack/react-router";
import type { Funnel, FunnelStep, LostTrace, StepTimes } from "../api/analysis";
import { CoverageLine } from "../explore/CoverageLine";
import { formatDuration } from "../model/duration";
import { formatNumber, formatShare } from "../model/series";
import { formatRelative, millisOf } from "../model/time";
import { Notice } from "../parts/Notice";
import { ServiceDot } from "../parts/ServiceDot";
import { useNow } from "../parts/useNow";
import styles from "./FunnelsPage.module.css";

interface Props {
  readonly funnel: Funnel;
  readonly queries: readonly string[];
}

/** How many traces reached each step, and which were lost behind it. */
export function Bars({ funnel: { steps, whole, coverage }, queries }: Props) {
  const entered = steps[0]?.traceCount ?? 0;
  const through = steps.at(-1)?.traceCount ?? 0;
  return (
    <>
      <CoverageLine count={entered} what="trace" hasMore={false} coverage={coverage} />
      {entered === 0 ? (
        <Notice title="No trace took the first step in this time">
          <p>Widen the time, or drop a condition of the first step.</p>
        </Notice>
      ) : (
        <>
          <ol className={styles["bars"]} aria-label="How far traces got">
            {steps.map((step, at) => (
              <Step key={at} step={step} number={at + 1} query={queries[at] ?? ""} />
            ))}
          </ol>
          <p className={styles["whole"]}>
            <strong>{formatShare(through / entered)}</strong> took all steps
            {whole &&
              `: half of them within ${formatDuration(whole.p50Nanos)}, 95 % within ${formatDuration(whole.p95Nanos)}`}
            .
          </p>
        </>
      )}
    </>
  );
}

interface StepProps {
  readonly step: FunnelStep;
  readonly number: number;
  readonly query: string;
}

function Step({ step, number, query }: StepProps) {
  const { traceCount, shareOfFirst, shareOfPrevious, sincePrevious, lostCount, lost } = step;
  return (
    <li>
      <p className={styles["query"]}>
        <i aria-hidden="true">{number}</i>
        <code title={query}>{query}</code>
      </p>
      <p className={styles["bar"]}>
        <i aria-hidden="true" style={{ width: `${(shareOfFirst ?? 0) * 100}%` }} />
        <strong>{formatNumber(traceCount)}</strong>
        {number > 1 && <span>{formatShare(shareOfFirst ?? 0)} of all</span>}
      </p>
      {number > 1 && (
        <p className={styles["since"]}>
          {shareOfPrevious !== null && `${formatShare(shareOfPrevious)} of step ${number - 1}`}
          {sincePrevious && <Times times={sincePrevious} />}
        </p>
      )}
      {lostCount > 0 && (
        <details className={styles["lost"]}>
          <summary>
            {formatNumber(lostCount)} {lostCount === 1 ? "trace" : "traces"} got no further
          </summary>
          <ul>
            {lost.map((trace) => (
              <Lost key={trace.traceId} trace={trace} />
            ))}
          </ul>
          {lostCount > lost.length && <p>The newest {lost.length} of them.</p>}
        </details>
      )}
    </li>
  );
}

function Times({ times: { p50Nanos, p95Nanos } }: { readonly times: StepTimes }) {
  return (
    <span>
      {" "}
      · after it: p50 {formatDuration(p50Nanos)}, p95 {formatDuration(p95Nanos)}
    </span>
  );
}

/** Opens at the span of the last step it took. */
function Lost({ trace }: { readonly trace: LostTrace }) {
  const now = useNow(30_000);
  const { traceId, spanId, startUnixNano, rootService, rootName, durationNanos, errorCount } = trace;
  return (
    <li>
      <Link to="/trace/$traceId" params={{ traceId }} search={{ span: spanId }}>
        <ServiceDot service={rootService} /> {rootService} {rootName}
      </Link>
      <small>
        {formatDuration(durationNanos)} · {formatRelative(millisOf(startUnixNano), now)}
        {errorCount > 0 && <b> · {errorCount} failed</b>}
      </small>
    </li>
  );
}
