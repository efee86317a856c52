import { useQuery } from "@tanstack/react-query";
import { logsQuery } from "../api/queries";
import type { TraceColumns } from "../model/columns";
import { PartFailure } from "../parts/PartFailure";
import events from "./EventList.module.css";
import { LogLine } from "./LogLine";
import styles from "./LogsView.module.css";

const MOST = 20;

/** What was logged within the span; nothing where there is none. */
export function SpanLogs({ columns, spanId }: { readonly columns: TraceColumns; readonly spanId: string }) {
  const { data = [], error, refetch } = useQuery(logsQuery(columns.traceId));
  if (error && data.length === 0) {
    return <PartFailure what="The span's logs" error={error} onAgain={() => void refetch()} />;
  }
  const own = data.filter((record) => record.spanId === spanId);
  if (own.length === 0) {
    return null;
  }
  return (
    <section className={events["events"]} aria-label="Logs">
      <h3>
        Logs <span>{own.length}</span>
      </h3>
      <ol className={styles["list"]} data-narrow="true">
        {own.slice(0, MOST).map((record, at) => (
          <LogLine key={at} record={record} columns={columns} />
        ))}
      </ol>
      {own.length > MOST && <p className={events["dropped"]}>The others are in the view of logs.</p>}
    </section>
  );
}
