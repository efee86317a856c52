import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { TraceSummary } from "../api/types";
import { formatDuration } from "../model/duration";
import { formatClock, millisOf } from "../model/time";
import { ServiceDot } from "../parts/ServiceDot";
import { shortField, spanField } from "./fields";
import styles from "./Results.module.css";

interface Props {
  readonly traces: readonly TraceSummary[];
  readonly columns: readonly string[];
}

/** One line a span that matched, with the fields that the query names. */
export function SpansTable({ traces, columns }: Props) {
  const rows = useMemo(
    () =>
      traces.flatMap((trace) => (trace.spansets ?? []).flatMap((set) => set.spans.map((span) => ({ trace, span })))),
    [traces],
  );
  const named = [...new Set(rows.flatMap(({ span }) => span.fields.map(({ name }) => name)))];
  const fields = [...new Set([...columns, ...named])]
    .filter((name) => name !== "name" && name !== "duration")
    .slice(0, 6);
  return (
    <table className={`${styles["table"]} ${styles["spans"]}`}>
      <thead>
        <tr>
          <th scope="col">Start</th>
          <th scope="col">Span</th>
          <th scope="col">Duration</th>
          {fields.map((field) => (
            <th key={field} scope="col" className={styles["auto"]} title={field}>
              {shortField(field)}
            </th>
          ))}
          <th scope="col">In trace</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ trace, span }) => (
          <tr key={`${trace.traceId} ${span.spanId}`}>
            <td className={styles["start"]}>{formatClock(millisOf(span.startUnixNano))}</td>
            <td className={styles["trace"]}>
              <Link
                to="/trace/$traceId"
                params={{ traceId: trace.traceId }}
                search={{ span: span.spanId }}
                className={styles["link"]}
              >
                {span.name}
              </Link>
            </td>
            <td className={styles["duration"]}>
              <span>{formatDuration(span.durationNanos)}</span>
            </td>
            {fields.map((field) => (
              <td key={field} className={styles["field"]} data-label={shortField(field)} title={spanField(span, field)}>
                {spanField(span, field)}
              </td>
            ))}
            <td>
              <ServiceDot service={trace.rootService} /> {trace.rootService} {trace.rootName}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
