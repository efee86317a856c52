import { Link, useNavigate } from "@tanstack/react-router";
import { CircleAlert, Unlink } from "lucide-react";
import { useRef, useState } from "react";
import type { ServiceShare, TraceSummary } from "../api/types";
import { useKeys } from "../app/useKeys";
import { formatDuration } from "../model/duration";
import { formatClock, formatDay, formatRelative, millisOf } from "../model/time";
import { fieldText, shortField } from "./fields";
import { ServiceDot } from "../parts/ServiceDot";
import { useNow } from "../parts/useNow";
import styles from "./Results.module.css";
import { TickedBar } from "./TickedBar";

const MAX_PILLS = 8;

interface Props {
  readonly traces: readonly TraceSummary[];
  /** Further columns, by the names of fields. */
  readonly columns: readonly string[];
}

/** One line a trace. The focused link is the cursor: `j` and `k` move it, Enter follows it, `x` ticks it; `c` compares. */
export function Results({ traces, columns }: Props) {
  const table = useRef<HTMLTableElement>(null);
  const navigate = useNavigate();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  // A third tick takes the place of the first.
  const tick = (id: string) =>
    setTicked((before) => (before.includes(id) ? before.filter((other) => other !== id) : [...before, id].slice(-2)));
  const now = useNow(10_000);
  const longest = Math.max(...traces.map((trace) => trace.durationNanos), 1);
  const move = (step: 1 | -1) => {
    const links = [...(table.current?.querySelectorAll<HTMLElement>("a[data-trace]") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[at === -1 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const at = document.activeElement?.closest("tr")?.querySelector("a[data-trace]")?.getAttribute("data-trace");
      if (at) {
        tick(at);
      }
    },
    c: () => {
      const [a, b] = ticked;
      if (a && b) {
        void navigate({ to: "/compare", search: { a, b } });
      }
    },
  });
  return (
    <>
      <table ref={table} className={styles["table"]} data-wide={columns.length > 0}>
        <thead>
          <tr>
            <th scope="col">Start</th>
            <th scope="col">Trace</th>
            <th scope="col">Duration</th>
            <th scope="col" className={styles["number"]}>
              Spans
            </th>
            <th scope="col" className={styles["number"]}>
              Errors
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" title={column}>
                {shortField(column)}
              </th>
            ))}
            <th scope="col">Services</th>
          </tr>
        </thead>
        <tbody>
          {traces.map((trace) => (
            <Row
              key={trace.traceId}
              trace={trace}
              columns={columns}
              longest={longest}
              now={now}
              isTicked={ticked.includes(trace.traceId)}
              onTick={tick}
            />
          ))}
        </tbody>
      </table>
      <TickedBar ticked={ticked} onClear={() => setTicked([])} />
    </>
  );
}

interface RowProps {
  readonly trace: TraceSummary;
  readonly columns: readonly string[];
  readonly longest: number;
  readonly now: number;
  readonly isTicked: boolean;
  readonly onTick: (traceId: string) => void;
}

function Row({ trace, columns, longest, now, isTicked, onTick }: RowProps) {
  const start = millisOf(trace.startUnixNano);
  const isToday = formatDay(start) === formatDay(now);
  return (
    <tr>
      <td className={styles["start"]}>
        <label className={styles["tick"]} title="Tick two to compare them (x)">
          <input
            type="checkbox"
            aria-label={`Compare ${trace.rootService} ${trace.rootName}`}
            checked={isTicked}
            onChange={() => onTick(trace.traceId)}
          />
        </label>
        <time dateTime={new Date(start).toISOString()}>
          {isToday ? formatClock(start) : `${formatDay(start)} ${formatClock(start).slice(0, 8)}`}
        </time>
        <span>{formatRelative(start, now)}</span>
      </td>
      <td className={styles["trace"]}>
        <Link
          data-trace={trace.traceId}
          to="/trace/$traceId"
          params={{ traceId: trace.traceId }}
          className={styles["link"]}
        >
          <ServiceDot service={trace.rootService} />
          <strong>{trace.rootService}</strong>
          <span className={styles["name"]}>{trace.rootName}</span>
        </Link>
        {trace.orphanCount > 0 && (
          <span className={styles["incomplete"]} title={`${trace.orphanCount} spans whose parent has not arrived`}>
            <Unlink size={12} aria-hidden="true" /> incomplete
          </span>
        )}
      </td>
      <td className={styles["duration"]}>
        <span>{formatDuration(trace.durationNanos)}</span>
        <span className={styles["track"]}>
          <span
            className={styles["bar"]}
            data-error={trace.errorCount > 0}
            style={{ width: `${Math.max((trace.durationNanos / longest) * 100, 1)}%` }}
          />
        </span>
      </td>
      <td
        className={styles["number"]}
        data-unit={trace.spanCount === 1 ? "span" : "spans"}
        title={`${trace.matchedSpanCount} of ${trace.spanCount} spans match`}
      >
        {trace.spanCount}
      </td>
      <td className={styles["number"]}>
        {trace.errorCount > 0 && (
          <span className={styles["errors"]}>
            <CircleAlert size={13} aria-hidden="true" />
            {trace.errorCount}
          </span>
        )}
      </td>
      {columns.map((column) => (
        <td key={column} className={styles["field"]} data-label={shortField(column)} title={fieldText(trace, column)}>
          {fieldText(trace, column)}
        </td>
      ))}
      <td>
        <Pills services={trace.services} />
      </td>
    </tr>
  );
}

/** How many services, and as many of them as there is room for: what failed comes first, the rest keeps its order. */
function Pills({ services }: { readonly services: readonly ServiceShare[] }) {
  const ordered = services.toSorted((a, b) => Number(b.errorCount > 0) - Number(a.errorCount > 0));
  return (
    <span className={styles["pills"]} title={ordered.map((service) => service.name).join(", ")}>
      <span className={styles["rest"]}>{services.length}</span>
      {ordered.slice(0, MAX_PILLS).map((service) => (
        <span key={service.name} className={styles["pill"]} data-error={service.errorCount > 0}>
          <ServiceDot service={service.name} />
          {service.name}
          <span className={styles["count"]}>{service.spanCount}</span>
        </span>
      ))}
    </span>
  );
}
