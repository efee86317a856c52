import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FileUp } from "lucide-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { holdTrace } from "../api/local";
import { columnsQuery } from "../api/queries";
import { assemble } from "../model/assemble";
import { type TraceColumns, nameOf, serviceOf } from "../model/columns";
import { formatDuration } from "../model/duration";
import { Notice } from "../parts/Notice";
import { PageHead } from "../parts/PageHead";
import { ServiceDot } from "../parts/ServiceDot";
import tree from "../parts/TreeTable.module.css";
import { useTitle } from "../parts/useTitle";
import type { FileSpan } from "./otlp";
import type { Read } from "./read.worker";
import styles from "./UploadPage.module.css";

const LARGEST_BYTES = 512e6;

type State =
  | { readonly step: "asking" }
  | { readonly step: "reading"; readonly name: string }
  | { readonly step: "read"; readonly name: string; readonly traces: readonly TraceColumns[] }
  | { readonly step: "failed"; readonly said: string };

/** Reads a file with traces; nothing of it is sent anywhere. */
export function UploadPage() {
  const [state, setState] = useState<State>({ step: "asking" });
  const [isOver, setOver] = useState(false);
  const worker = useRef<Worker>(null);
  const queries = useQueryClient();
  useTitle("Open a file");
  useEffect(() => () => worker.current?.terminate(), []);

  const open = (file: File | undefined) => {
    worker.current?.terminate();
    if (!file) {
      return;
    }
    if (file.size > LARGEST_BYTES) {
      setState({
        step: "failed",
        said: `A file may have at most 512 MB, ${file.name} has ${Math.round(file.size / 1e6)}`,
      });
      return;
    }
    setState({ step: "reading", name: file.name });
    worker.current = new Worker(new URL("./read.worker.ts", import.meta.url), { type: "module" });
    worker.current.addEventListener("message", ({ data }: MessageEvent<Read>) => {
      worker.current?.terminate();
      if ("failed" in data) {
        setState({ step: "failed", said: data.failed });
        return;
      }
      const traces = hold(data.spans, file.name);
      for (const columns of traces) {
        queries.removeQueries({ queryKey: columnsQuery(columns.traceId).queryKey });
      }
      setState({ step: "read", name: file.name, traces });
    });
    worker.current.addEventListener("error", () => setState({ step: "failed", said: "The file could not be read" }));
    worker.current.postMessage(file, { transfer: [] });
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    open(event.dataTransfer.files[0]);
  };

  return (
    <>
      <PageHead title="Open a file" />
      {/* Dropping is a second way; the field inside takes the keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <label
        className={styles["drop"]}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <FileUp size={28} aria-hidden="true" />
        <b>Choose a file with traces, or drop one here</b>
        <span>OTLP/JSON, what Jaeger's page downloads, or Zipkin's JSON.</span>
        <span>It is read in this browser. Nothing of it is sent anywhere.</span>
        <span className={styles["choose"]} aria-hidden="true">
          Choose a file
        </span>
        <input
          type="file"
          className="srOnly"
          accept=".json,.jsonl,.ndjson,application/json"
          aria-label="File with traces"
          onChange={(event) => open(event.target.files?.[0])}
        />
      </label>
      <div role="status">{state.step === "reading" && <Notice title={`Reading ${state.name}…`} />}</div>
      {state.step === "failed" && (
        <Notice title="The file could not be opened" tone="error">
          <p>{state.said}</p>
        </Notice>
      )}
      {state.step === "read" && <Traces traces={state.traces} />}
    </>
  );
}

function hold(spans: readonly FileSpan[], name: string): TraceColumns[] {
  const byTrace = Map.groupBy(spans, ({ traceId }) => traceId);
  return [...byTrace]
    .map(([traceId, members]) => {
      const columns = assemble(traceId, members);
      holdTrace({
        columns,
        spans: new Map(members.map((span) => [span.spanId, span])),
        findings: null,
        isSnapshot: false,
        origin: `From the file ${name}`,
      });
      return columns;
    })
    .toSorted((a, b) => b.durationNanos - a.durationNanos);
}

const MOST_SHOWN = 500;

function Traces({ traces }: { readonly traces: readonly TraceColumns[] }) {
  return (
    <>
      <table className={tree["table"]}>
        <thead>
          <tr>
            <th scope="col">
              {traces.length} {traces.length === 1 ? "trace" : "traces"}
            </th>
            <th scope="col">Duration</th>
            <th scope="col">Spans</th>
            <th scope="col">Errors</th>
          </tr>
        </thead>
        <tbody>
          {traces.slice(0, MOST_SHOWN).map((trace) => (
            <tr key={trace.traceId}>
              <th scope="row">
                <Link to="/trace/$traceId" params={{ traceId: trace.traceId }}>
                  <ServiceDot service={serviceOf(trace, 0)} /> <b>{serviceOf(trace, 0)}</b> {nameOf(trace, 0)}
                </Link>
              </th>
              <td>{formatDuration(trace.durationNanos)}</td>
              <td>{trace.spanCount}</td>
              <td data-error={trace.errorCount > 0}>{trace.errorCount || ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {traces.length > MOST_SHOWN && <p className={tree["note"]}>The {MOST_SHOWN} longest are shown.</p>}
    </>
  );
}
