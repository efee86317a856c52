import { Table2 } from "lucide-react";
import type { ValuesTable as Values } from "../model/chartTable";
import controls from "./controls.module.css";
import styles from "./ValuesTable.module.css";

interface ToggleProps {
  /** Of the chart. */
  readonly title: string;
  readonly isTable: boolean;
  readonly onChange: (isTable: boolean) => void;
}

/** Shows a chart as a table, and as a chart again. */
export function TableToggle({ title, isTable, onChange }: ToggleProps) {
  return (
    <button
      type="button"
      className={`${controls["quiet"]} ${styles["toggle"]}`}
      aria-pressed={isTable}
      aria-label={`${title} as a table`}
      title="As a table"
      onClick={() => onChange(!isTable)}
    >
      <Table2 size={14} aria-hidden="true" />
    </button>
  );
}

/** What a chart shows, as figures; it scrolls in itself. */
export function ValuesTable({ title, table }: { readonly title: string; readonly table: Values }) {
  return (
    // Scrolls, so the keyboard must be able to reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={`Values of ${title}`}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            {table.columns.map((column, at) => (
              <th key={at} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([moment, ...values], row) => (
            <tr key={row}>
              <th scope="row">{moment}</th>
              {values.map((value, column) => (
                <td key={column}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
