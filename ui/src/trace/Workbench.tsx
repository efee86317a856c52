import { useEffect, useState } from "react";
import { type TraceColumns, nameOf, serviceOf } from "../model/columns";
import { useTitle } from "../parts/useTitle";
import { rememberTrace } from "../model/recent";
import { Minimap } from "./Minimap";
import { SpanPanel } from "./SpanPanel";
import { Timeline } from "./Timeline";
import { TimelineHead } from "./TimelineHead";
import { TraceHeader } from "./TraceHeader";
import { useAddress } from "./useAddress";
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
  useAddress(view);
  useTraceKeys(view);
  useTitle(`${nameOf(columns, 0)} · ${serviceOf(columns, 0)}`);
  useEffect(() => rememberTrace(columns, Date.now()), [columns]);

  return (
    <div className={styles["bench"]}>
      <TraceHeader view={view} onReload={onReload} />
      <Minimap view={view} />
      <div className={styles["split"]} data-panel={hasSpan}>
        <section className={styles["timeline"]} aria-label="Timeline">
          <TimelineHead view={view} nameWidth={nameWidth} onNameWidth={setNameWidth} />
          <Timeline view={view} nameWidth={nameWidth} />
        </section>
        {hasSpan && <SpanPanel view={view} />}
      </div>
    </div>
  );
}
