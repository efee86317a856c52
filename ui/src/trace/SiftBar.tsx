import { CircleAlert, Route } from "lucide-react";
import { localTrace } from "../api/local";
import { type Sift, isSifting } from "../model/sift";
import controls from "../parts/controls.module.css";
import { intoView } from "../parts/intoView";
import styles from "./SiftBar.module.css";
import { TRACE_VIEWS, type TraceViewName } from "./search";
import { useView } from "./useView";
import type { TraceView } from "./view";

const NAMES: Readonly<Record<TraceViewName, string>> = {
  timeline: "Timeline",
  flame: "Flame graph",
  graph: "Graph",
  stats: "Statistics",
  spans: "Spans",
  logs: "Logs",
};

/** A file of spans has no log records. */
function canShow(name: TraceViewName, traceId: string): boolean {
  return name !== "logs" || localTrace(traceId) === null;
}

interface Props {
  readonly view: TraceView;
  readonly shown: TraceViewName;
  readonly onShow: (name: TraceViewName) => void;
}

/** Which picture of the trace, and what of it is told apart. */
export function SiftBar({ view, shown, onShow }: Props) {
  const sift = useView(view, (current) => current.sift);
  const hasPath = useView(view, ({ path }) => path.size > 0);
  const { services } = view.columns;
  const change = (patch: Partial<Sift>) => view.setSift({ ...sift, ...patch });
  return (
    <div className={styles["bar"]}>
      <div className={styles["views"]} role="group" aria-label="View">
        {TRACE_VIEWS.filter((name) => canShow(name, view.columns.traceId)).map((name) => (
          <button
            key={name}
            type="button"
            ref={name === shown ? intoView : undefined}
            aria-pressed={name === shown}
            onClick={() => onShow(name)}
          >
            {NAMES[name]}
          </button>
        ))}
      </div>
      <div className={styles["sift"]} role="group" aria-label="Filter spans">
        <button
          type="button"
          aria-pressed={sift.errors}
          disabled={view.columns.errorCount === 0}
          onClick={() => change({ errors: !sift.errors })}
        >
          <CircleAlert size={13} aria-hidden="true" /> Errors
        </button>
        <button
          type="button"
          aria-pressed={sift.path}
          disabled={!hasPath}
          title={hasPath ? "Underlined in the timeline" : "The server has not told it"}
          onClick={() => change({ path: !sift.path })}
        >
          <Route size={13} aria-hidden="true" /> Critical path
        </button>
        {services.length > 1 && (
          <select
            className={controls["select"]}
            aria-label="Service"
            value={services.includes(sift.service) ? sift.service : ""}
            onChange={(event) => change({ service: event.target.value })}
          >
            <option value="">All services</option>
            {services.toSorted().map((service) => (
              <option key={service}>{service}</option>
            ))}
          </select>
        )}
        {isSifting(sift) && (
          <button
            type="button"
            aria-pressed={sift.mode === "hide"}
            onClick={() => change({ mode: sift.mode === "hide" ? "dim" : "hide" })}
            title="Hides the others but for what is above them"
          >
            Hide others
          </button>
        )}
      </div>
    </div>
  );
}
