import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { localTrace } from "../api/local";
import { type TraceColumns, nameOf, serviceOf } from "../model/columns";
import { useTitle } from "../parts/useTitle";
import { rememberTrace } from "../model/recent";
import { FindingsBar } from "./FindingsBar";
import { FlameView } from "./FlameView";
import { GraphView } from "./GraphView";
import { LogsView } from "./LogsView";
import { Minimap } from "./Minimap";
import { SiftBar } from "./SiftBar";
import type { TraceViewName } from "./search";
import { SpanPanel } from "./SpanPanel";
import { SpansView } from "./SpansView";
import { StatsView } from "./StatsView";
import { Timeline } from "./Timeline";
import { TimelineHead } from "./TimelineHead";
import { TraceHeader } from "./TraceHeader";
import { useAddress } from "./useAddress";
import { useFindings } from "./useFindings";
import { useNameWidth } from "./useNameWidth";
import { useTraceKeys } from "./useTraceKeys";
import { useView } from "./useView";
import { NONE, TraceView } from "./view";
import styles from "./Workbench.module.css";

interface Props {
  readonly columns: TraceColumns;
  readonly onReload: () => void;
}

/** A loaded trace: header, minimap, timeline, and the selected span. Other columns need another workbench. */
export function Workbench({ columns, onReload }: Props) {
  const [view] = useState(() => new TraceView(columns));
  const [nameWidth, setNameWidth] = useNameWidth();
  const hasSpan = useView(view, ({ selected }) => selected !== NONE);
  const { view: shown = "timeline" } = useSearch({ from: "/trace/$traceId" });
  const navigate = useNavigate({ from: "/trace/$traceId" });
  const show = (name: TraceViewName) =>
    void navigate({
      search: (before) => ({
        ...before,
        view: name === "timeline" ? undefined : name,
        by: undefined,
        order: undefined,
        level: undefined,
      }),
    });
  const found = useFindings(view);
  const hasServer = localTrace(columns.traceId) === null;
  useAddress(view);
  useTraceKeys(view);
  useTitle(`${nameOf(columns, 0)} · ${serviceOf(columns, 0)}`);
  useEffect(() => rememberTrace(columns, Date.now()), [columns]);

  return (
    <div className={styles["bench"]}>
      <TraceHeader view={view} findings={found.findings} onReload={onReload} />
      {(hasServer || found.findings || found.onSend) && <FindingsBar view={view} found={found} />}
      <Minimap view={view} />
      <SiftBar view={view} shown={shown} onShow={show} />
      <div className={styles["split"]} data-panel={hasSpan}>
        <section className={styles["timeline"]} aria-label="Spans of the trace">
          {shown === "timeline" && (
            <>
              <TimelineHead view={view} nameWidth={nameWidth} onNameWidth={setNameWidth} />
              <Timeline view={view} nameWidth={nameWidth} />
            </>
          )}
          {shown === "flame" && <FlameView view={view} />}
          {shown === "graph" && <GraphView view={view} />}
          {shown === "logs" && <LogsView view={view} />}
          {shown === "stats" && <StatsView view={view} />}
          {shown === "spans" && <SpansView view={view} />}
        </section>
        {hasSpan && <SpanPanel view={view} />}
      </div>
    </div>
  );
}
