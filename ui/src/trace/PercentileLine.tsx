import { useQuery } from "@tanstack/react-query";
import { percentileQuery } from "../api/queries";
import { formatDuration } from "../model/duration";
import { formatNumber } from "../model/series";
import { PartFailure } from "../parts/PartFailure";
import styles from "./PercentileLine.module.css";

/** Is this slow for what it is? The span beside all like it of the last hour. */
export function PercentileLine({ traceId, spanId }: { readonly traceId: string; readonly spanId: string }) {
  const { data, error, refetch } = useQuery(percentileQuery(traceId, spanId));
  if (error && !data) {
    return <PartFailure what="How long others like it took" error={error} onAgain={() => void refetch()} />;
  }
  if (!data || data.percentile === null) {
    return null;
  }
  const { percentile, populationCount, p50Nanos, p95Nanos, p99Nanos } = data;
  const isSlow = percentile >= 0.95;
  return (
    <div className={styles["line"]} data-slow={isSlow}>
      <p>
        {isSlow ? "Slow for what it is: " : ""}as long as or longer than <b>{formatShareFloor(percentile)}</b> of{" "}
        {formatNumber(populationCount)} like it in the last hour
      </p>
      <span className={styles["scale"]} aria-hidden="true">
        <i style={{ left: `${percentile * 100}%` }} />
      </span>
      <p className={styles["marks"]}>
        p50 {formatDuration(p50Nanos)} · p95 {formatDuration(p95Nanos)} · p99 {formatDuration(p99Nanos)}
      </p>
    </div>
  );
}

/** Never says all before it is all. */
function formatShareFloor(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
