import { useState } from "react";
import type { LogRecord } from "../api/logs";
import { type TraceColumns, nameOf } from "../model/columns";
import { formatDuration } from "../model/duration";
import { levelOf } from "../model/severity";
import { ServiceDot } from "../parts/ServiceDot";
import { AttributeTable } from "./AttributeTable";
import styles from "./LogsView.module.css";

interface Props {
  readonly record: LogRecord;
  readonly columns: TraceColumns;
  /** The row of its span, where the trace has it. */
  readonly row?: number | undefined;
  readonly isSelected?: boolean;
  /** Absent where the span is plain from the place. */
  readonly onSelect?: (row: number) => void;
}

/** One record: when, how grave, where, what; its attributes unfold. */
export function LogLine({ record, columns, row, isSelected = false, onSelect }: Props) {
  const [isOpen, setOpen] = useState(false);
  const after = Number(record.timeUnixNano - columns.startUnixNano);
  const level = levelOf(record.severity);
  return (
    <li className={styles["line"]} data-level={level} data-selected={isSelected}>
      <time dateTime={new Date(Number(record.timeUnixNano / 1_000_000n)).toISOString()}>
        {after < 0 ? "−" : "+"}
        {formatDuration(Math.abs(after))}
      </time>
      <b>{record.severityText || level}</b>
      {onSelect && (
        <span className={styles["where"]}>
          <ServiceDot service={record.service} />{" "}
          {row === undefined ? (
            <span>{record.service}</span>
          ) : (
            <button type="button" onClick={() => onSelect(row)} title="Select its span">
              {record.service} <i>{nameOf(columns, row)}</i>
            </button>
          )}
        </span>
      )}
      <span className={styles["body"]}>
        {record.body === "" ? "(no text)" : record.body}{" "}
        {record.attributes.length > 0 && (
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {record.attributes.length} {record.attributes.length === 1 ? "attribute" : "attributes"}
          </button>
        )}
        {isOpen && <AttributeTable attributes={record.attributes} label="Attributes of the record" />}
      </span>
    </li>
  );
}
