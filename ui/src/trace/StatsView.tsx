import { useMemo } from "react";
import { formatDuration } from "../model/duration";
import { formatShare } from "../model/series";
import { GROUPINGS, type Stat, statsOf } from "../model/stats";
import controls from "../parts/controls.module.css";
import { ServiceDot } from "../parts/ServiceDot";
import tree from "../parts/TreeTable.module.css";
import styles from "./TableViews.module.css";
import type { TraceView } from "./view";
import { useChoice } from "./useChoice";

const ORDERS = ["selfNanos", "totalNanos", "maxNanos", "count", "errors"] as const;
type Order = (typeof ORDERS)[number];
const HEADS: Readonly<Record<Order, string>> = {
  selfNanos: "Self",
  totalNanos: "Total",
  maxNanos: "Longest",
  count: "Spans",
  errors: "Errors",
};

/** Where the time of this trace went, by what spans are called. */
export function StatsView({ view }: { readonly view: TraceView }) {
  const [grouping, setGrouping] = useChoice("by", GROUPINGS, "service and name");
  const [order, setOrder] = useChoice("order", ORDERS, "selfNanos");
  const stats = useMemo(() => statsOf(view.columns, grouping), [view, grouping]);
  const all = stats.reduce((sum, stat) => sum + stat.selfNanos, 0) || 1;
  const most = stats[0]?.selfNanos || 1;
  const shown = stats.toSorted((a, b) => b[order] - a[order]);
  return (
    <div className={styles["view"]}>
      <label className={styles["head"]}>
        By
        <select className={controls["select"]} value={grouping} onChange={(event) => setGrouping(event.target.value)}>
          {GROUPINGS.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <table className={tree["table"]}>
        <thead>
          <tr>
            <th scope="col">Spans of</th>
            {ORDERS.map((name) => (
              <th key={name} scope="col" aria-sort={name === order ? "descending" : undefined}>
                <button type="button" className={styles["sort"]} onClick={() => setOrder(name)}>
                  {HEADS[name]}
                  {name === order && " ↓"}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, 500).map((stat) => (
            <StatRow
              key={`${stat.service}\n${stat.name}`}
              stat={stat}
              all={all}
              most={most}
              onOpen={() => view.select(stat.longest)}
            />
          ))}
        </tbody>
      </table>
      {shown.length > 500 && <p className={tree["note"]}>{shown.length - 500} more groups are not shown.</p>}
    </div>
  );
}

interface RowProps {
  readonly stat: Stat;
  readonly all: number;
  readonly most: number;
  readonly onOpen: () => void;
}

function StatRow({ stat, all, most, onOpen }: RowProps) {
  return (
    <tr>
      <th scope="row">
        <button type="button" className={styles["open"]} onClick={onOpen} title="Select the longest one">
          {stat.service !== "" && (
            <>
              <ServiceDot service={stat.service} /> <b>{stat.service}</b>
            </>
          )}{" "}
          {stat.name}
        </button>
      </th>
      <td className={tree["share"]}>
        <i style={{ ["--share" as string]: stat.selfNanos / most }} />
        <span>
          {formatDuration(stat.selfNanos)} <small className={tree["change"]}>{formatShare(stat.selfNanos / all)}</small>
        </span>
      </td>
      <td>{formatDuration(stat.totalNanos)}</td>
      <td>{formatDuration(stat.maxNanos)}</td>
      <td>{stat.count}</td>
      <td data-error={stat.errors > 0}>{stat.errors || ""}</td>
    </tr>
  );
}
