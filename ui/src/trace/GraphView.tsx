import { useMemo } from "react";
import { localTrace } from "../api/local";
import { GRAPHS, type GraphCall, type GraphName, type GraphNode, MOST_IN_GRAPH, graphOf } from "../model/callGraph";
import { formatDuration } from "../model/duration";
import { healthOf } from "../model/health";
import { formatNumber, formatShare } from "../model/series";
import { CallPicture, callLabel } from "../parts/CallPicture";
import controls from "../parts/controls.module.css";
import styles from "./TableViews.module.css";
import { useChoice } from "./useChoice";
import { useView } from "./useView";
import { NONE, type TraceView } from "./view";

/** Who called whom in this trace, and where its time went; a node selects its longest span. */
export function GraphView({ view }: { readonly view: TraceView }) {
  const { columns } = view;
  const [shown, setShown] = useChoice<GraphName>(
    "by",
    GRAPHS,
    columns.names.length > MOST_IN_GRAPH ? "services" : "operations",
  );
  const graph = useMemo(() => graphOf(columns, shown), [columns, shown]);
  const selected = useView(view, (current) => current.selected);
  const pictured = useMemo(() => {
    const all = graph.nodes.reduce((sum, { selfNanos }) => sum + selfNanos, 0) || 1;
    return {
      nodes: graph.nodes.map((node) => pictureNode(node, all)),
      calls: graph.calls.map(pictureCall),
    };
  }, [graph]);
  return (
    <div className={styles["graph"]}>
      <div className={styles["head"]}>
        <label>
          Nodes are{" "}
          <select className={controls["select"]} value={shown} onChange={(event) => setShown(event.target.value)}>
            {GRAPHS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <span>with their own time and its share of all</span>
        {graph.hidden > 0 && (
          <span role="status">
            {formatNumber(graph.hidden)} with {graph.hiddenCalls > 0 ? "fewer calls" : "less time"} are only in the
            statistics
          </span>
        )}
        {graph.hiddenCalls > 0 && (
          <span role="status">
            the busiest and the failing calls, {formatNumber(graph.hiddenCalls)} kinds are left out
          </span>
        )}
      </div>
      <CallPicture
        nodes={pictured.nodes}
        calls={pictured.calls}
        label={`${graph.nodes.length} ${shown} and ${graph.calls.length} kinds of calls between them`}
        known={localTrace(columns.traceId)?.placed?.[shown]}
        chosen={graph.nodes.find(({ longest }) => longest === selected)?.key}
        onNode={(key) => view.select(graph.nodes.find((node) => node.key === key)?.longest ?? NONE)}
      />
    </div>
  );
}

function pictureNode(node: GraphNode, all: number) {
  const { service, name, count, errors, selfNanos, totalNanos } = node;
  return {
    key: node.key,
    service,
    title: name || service,
    facts: (
      <>
        {name && `${service} · `}
        {formatDuration(selfNanos)}, {formatShare(selfNanos / all)}
        {count > 1 && ` · ${formatNumber(count)}×`}
      </>
    ),
    hint: `${service} ${name}: ${count} spans, ${formatDuration(selfNanos)} themselves, ${formatDuration(totalNanos)} with what they call`,
    isOutside: false,
    isFailing: errors > 0,
  };
}

function pictureCall({ from, to, count, errors }: GraphCall) {
  return {
    from,
    to,
    kind: "",
    health: healthOf(errors / count),
    count,
    label: (
      <span className={callLabel}>
        <span>{formatNumber(count)}×</span>
        {errors > 0 && <b>{formatNumber(errors)} failed</b>}
      </span>
    ),
  };
}
