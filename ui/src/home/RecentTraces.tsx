import { Link } from "@tanstack/react-router";
import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { formatDuration } from "../model/duration";
import { type RecentTrace, pinnedTraces, recentTraces } from "../model/recent";
import { formatRelative } from "../model/time";
import { ServiceDot } from "../parts/ServiceDot";
import { useNow } from "../parts/useNow";
import styles from "./RecentTraces.module.css";

/** Traces this browser keeps, then those it has opened. */
export function RecentTraces() {
  const [pinned] = useState(pinnedTraces);
  const [recent] = useState(() =>
    recentTraces().filter(({ traceId }) => !pinned.some((pin) => pin.traceId === traceId)),
  );
  return (
    <>
      <Traces id="pinned" title="Pinned traces" traces={pinned} />
      <Traces id="recent" title="Recent traces" traces={recent} />
    </>
  );
}

interface Props {
  readonly id: string;
  readonly title: string;
  readonly traces: readonly RecentTrace[];
}

function Traces({ id, title, traces }: Props) {
  const now = useNow(10_000);
  if (traces.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles["title"]}>
        {title}
      </h2>
      <ul className={styles["list"]}>
        {traces.map((trace) => (
          <li key={trace.traceId}>
            <Link to="/trace/$traceId" params={{ traceId: trace.traceId }}>
              <ServiceDot service={trace.service} />
              <strong>{trace.service}</strong>
              <span className={styles["name"]}>{trace.name}</span>
              {trace.errorCount > 0 && (
                <span className={styles["errors"]}>
                  <CircleAlert size={13} aria-hidden="true" />
                  {trace.errorCount}
                </span>
              )}
              <span className={styles["duration"]}>{formatDuration(trace.durationNanos)}</span>
              <span className={styles["seen"]}>{formatRelative(trace.seenMillis, now)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
