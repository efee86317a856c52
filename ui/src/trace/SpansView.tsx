import { useMemo, useState } from "react";
import { STATUS_ERROR, type TraceColumns, nameOf, serviceOf } from "../model/columns";
import { formatDuration } from "../model/duration";
import { selfNanos } from "../model/self";
import { ServiceDot } from "../parts/ServiceDot";
import tree from "../parts/TreeTable.module.css";
import styles from "./TableViews.module.css";
import { useChoice } from "./useChoice";
import { useView } from "./useView";
import type { TraceView } from "./view";

const ORDERS = ["Start", "Duration", "Self"] as const;
type Order = (typeof ORDERS)[number];
const ROW = 30;
const AROUND = 12;
/** As many as a high screen shows, and some around. */
const SHOWN = 90;

/** All spans as a list in the order of choice; only the rows in sight are there. */
export function SpansView({ view }: { readonly view: TraceView }) {
  const { columns } = view;
  const [order, setOrder] = useChoice("order", ORDERS, "Duration");
  const [first, setFirst] = useState(0);
  const wanted = useView(view, (current) => current.wanted);
  const matches = useView(view, (current) => (current.findText === "" ? null : current.matches));
  const selected = useView(view, (current) => current.selected);
  const rows = useMemo(() => {
    const base = matches ?? Int32Array.from({ length: columns.spanCount }, (_, row) => row);
    return sorted(columns, wanted ? base.filter((row) => wanted[row]) : base, order);
  }, [columns, matches, wanted, order]);
  const from = Math.max(Math.min(first, rows.length - SHOWN), 0);
  return (
    <div
      className={styles["view"]}
      onScroll={(event) => setFirst(Math.max(Math.floor(event.currentTarget.scrollTop / ROW) - AROUND, 0))}
    >
      <table className={tree["table"]} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col">{rows.length} spans</th>
            {ORDERS.map((name) => (
              <th
                key={name}
                scope="col"
                aria-sort={name === order ? (name === "Start" ? "ascending" : "descending") : undefined}
              >
                <button type="button" className={styles["sort"]} onClick={() => setOrder(name)}>
                  {name}
                  {name === order && (name === "Start" ? " ↑" : " ↓")}
                </button>
              </th>
            ))}
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          <tr style={{ height: from * ROW }} aria-hidden="true" />
          {[...rows.subarray(from, from + SHOWN)].map((row, at) => (
            <tr key={row} aria-rowindex={from + at + 2} aria-selected={row === selected}>
              <th scope="row">
                <button type="button" className={styles["open"]} onClick={() => view.select(row)}>
                  <ServiceDot service={serviceOf(columns, row)} /> <b>{serviceOf(columns, row)}</b>{" "}
                  {nameOf(columns, row)}
                </button>
              </th>
              <td>+{formatDuration(columns.start[row]!)}</td>
              <td>{formatDuration(columns.duration[row]!)}</td>
              <td>{formatDuration(selfNanos(columns, row))}</td>
              <td data-error={columns.status[row] === STATUS_ERROR}>
                {columns.status[row] === STATUS_ERROR ? "error" : ""}
              </td>
            </tr>
          ))}
          <tr style={{ height: Math.max(rows.length - from - SHOWN, 0) * ROW }} aria-hidden="true" />
        </tbody>
      </table>
    </div>
  );
}

function sorted(columns: TraceColumns, rows: Int32Array, order: Order): Int32Array {
  if (order === "Start") {
    return rows.toSorted((a, b) => columns.start[a]! - columns.start[b]!);
  }
  const key =
    order === "Duration"
      ? columns.duration
      : Float64Array.from({ length: columns.spanCount }, (_, row) => selfNanos(columns, row));
  return rows.toSorted((a, b) => key[b]! - key[a]!);
}
