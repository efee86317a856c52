import { Link } from "@tanstack/react-router";
import { CircleAlert } from "lucide-react";
import { useState } from "react";
import { formatDuration } from "../model/duration";
import { recentTraces } from "../model/recent";
import { formatRelative } from "../model/time";
import { ServiceDot } from "../parts/ServiceDot";
import { useNow } from "../parts/useNow";
import styles from "./RecentTraces.module.css";

/** Traces this browser has opened. */
export function RecentTraces() {
  const [recent] = useState(recentTraces);
  const now = useNow(10_000);
  if (recent.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="recent">
      <h2 id="recent" className={styles["title"]}>
        Recent traces
      </h2>
      <ul className={styles["list"]}>
        {recent.map((trace) => (
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
