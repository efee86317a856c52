import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { LogRecord } from "../api/logs";
import { logsQuery } from "../api/queries";
import { rowsOfSpans } from "../model/columns";
import { formatNumber } from "../model/series";
import { LEVELS, isAtLeast } from "../model/severity";
import { Answer } from "../parts/Answer";
import controls from "../parts/controls.module.css";
import { Notice } from "../parts/Notice";
import { LogLine } from "./LogLine";
import styles from "./LogsView.module.css";
import tables from "./TableViews.module.css";
import type { TraceView } from "./view";
import { useChoice } from "./useChoice";
import { useView } from "./useView";

const MOST_SHOWN = 1000;

/** What was logged while the trace ran, in the order of time; each line leads to its span. */
export function LogsView({ view }: { readonly view: TraceView }) {
  const options = logsQuery(view.columns.traceId);
  const answer = useQuery(options);
  return (
    <div className={tables["view"]}>
      <Answer of={answer} queryKey={options.queryKey} what="The log records">
        {(records) =>
          records.length === 0 ? (
            <Notice title="No log record names this trace">
              <p>
                Log records come over OTLP like spans, and belong to a trace by its id. Let the logging library write
                the trace id into them.
              </p>
            </Notice>
          ) : (
            <Records view={view} records={records} />
          )
        }
      </Answer>
    </div>
  );
}

function Records({ view, records }: { readonly view: TraceView; readonly records: readonly LogRecord[] }) {
  const [level, setLevel] = useChoice("level", LEVELS, "trace");
  const selected = useView(view, (current) => current.selected);
  const find = useView(view, (current) => current.findText).toLowerCase();
  const places = useMemo(
    () =>
      rowsOfSpans(
        view.columns,
        records.flatMap(({ spanId }) => spanId ?? []),
      ),
    [view, records],
  );
  const rowOf = ({ spanId }: LogRecord) => (spanId === null ? undefined : places.get(spanId));
  const shown = records.filter(
    (record) =>
      isAtLeast(record.severity, level) &&
      (find === "" || `${record.service}\n${record.body}`.toLowerCase().includes(find)),
  );
  return (
    <>
      <div className={tables["head"]}>
        <span role="status">
          {formatNumber(shown.length)} of {formatNumber(records.length)} records
        </span>
        <label>
          from{" "}
          <select className={controls["select"]} value={level} onChange={(event) => setLevel(event.target.value)}>
            {LEVELS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </div>
      <ol className={styles["list"]} aria-label="Log records">
        {shown.slice(0, MOST_SHOWN).map((record, at) => (
          <LogLine
            // Records have no name of their own; their place in time is one.
            key={at}
            record={record}
            columns={view.columns}
            row={rowOf(record)}
            isSelected={selected >= 0 && rowOf(record) === selected}
            onSelect={(row) => view.select(row)}
          />
        ))}
      </ol>
      {shown.length > MOST_SHOWN && (
        <p className={styles["note"]}>The first {formatNumber(MOST_SHOWN)} are shown; find or a level narrows them.</p>
      )}
    </>
  );
}
