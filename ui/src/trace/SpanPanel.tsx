import { useQuery } from "@tanstack/react-query";
import { CircleAlert, Clock, Crosshair, X } from "lucide-react";
import { useState } from "react";
import type { SpanDetail } from "../api/types";
import { spanQuery } from "../api/queries";
import { localTrace } from "../api/local";
import { KINDS, STATUS_ERROR, type TraceColumns, nameOf, serviceOf, spanIdHex } from "../model/columns";
import { formatDuration } from "../model/duration";
import { selfNanos } from "../model/self";
import { formatMoment } from "../model/time";
import controls from "../parts/controls.module.css";
import { CopyButton } from "../parts/CopyButton";
import { Fact } from "../parts/Fact";
import { Failure } from "../parts/Failure";
import { Notice } from "../parts/Notice";
import { ServiceDot } from "../parts/ServiceDot";
import { useDelayed } from "../parts/useDelayed";
import { AttributeGroups } from "./AttributeGroups";
import { Backlinks } from "./Backlinks";
import { EventList } from "./EventList";
import { LinkList } from "./LinkList";
import { LinksOut } from "./LinksOut";
import { PercentileLine } from "./PercentileLine";
import { SpanLogs } from "./SpanLogs";
import styles from "./SpanPanel.module.css";
import { spanAddress } from "./spanAddress";
import { useView } from "./useView";
import type { TraceView } from "./view";

/** The selected span: first what the columns know, then what the server adds. */
export function SpanPanel({ view }: { readonly view: TraceView }) {
  const row = useView(view, ({ selected }) => selected);
  const { columns } = view;
  const spanId = spanIdHex(columns, row);
  const detail = useQuery(spanQuery(columns.traceId, spanId));
  const isLate = useDelayed(detail.isPending);
  const isError = columns.status[row] === STATUS_ERROR;
  return (
    <aside className={styles["panel"]} aria-label="Span">
      <div className={styles["head"]}>
        <div className={styles["title"]}>
          <span className={styles["service"]}>
            <ServiceDot service={serviceOf(columns, row)} /> {serviceOf(columns, row)}
          </span>
          <h2>{nameOf(columns, row)}</h2>
        </div>
        <button
          type="button"
          className={controls["quiet"]}
          onClick={() => view.frame(row)}
          aria-label="Frame this span"
          title="Frame this span (f)"
        >
          <Crosshair size={14} aria-hidden="true" />
        </button>
        <CopyButton label="Copy a link to this span" text={() => spanAddress(columns.traceId, spanId)} />
        <button
          type="button"
          className={controls["quiet"]}
          onClick={() => view.deselect()}
          aria-label="Close the span"
          title="Close (Esc)"
        >
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      {isError && (
        <p className={styles["error"]}>
          <CircleAlert size={14} aria-hidden="true" />
          <span>{detail.data?.statusMessage || "This span failed"}</span>
        </p>
      )}
      <dl className={styles["facts"]}>
        <Fact term="Duration" value={formatDuration(columns.duration[row]!)} />
        <Fact term="Self time" value={formatDuration(selfNanos(columns, row))} />
        <Fact term="Starts at" value={`+${formatDuration(columns.start[row]!)}`} />
        <Fact term="Kind" value={KINDS[columns.kind[row]!] ?? "unknown"} />
      </dl>
      <SkewLine view={view} row={row} />
      <PercentileLine traceId={columns.traceId} spanId={spanId} />
      {detail.data && <Detail span={detail.data} startNanos={BigInt(detail.data.startUnixNano)} columns={columns} />}
      {isLate && <p className={styles["wait"]}>Loading attributes…</p>}
      {detail.isError && (
        <Notice title="The span's attributes could not be read" tone="error">
          <Failure error={detail.error} onAgain={() => void detail.refetch()} />
        </Notice>
      )}
    </aside>
  );
}

/** What the dashed outline in the timeline means. */
function SkewLine({ view, row }: { readonly view: TraceView; readonly row: number }) {
  const skew = useView(view, ({ skews }) => skews.get(row));
  if (!skew) {
    return null;
  }
  const { host, relativeTo, shiftNanos, leastNanos, mostNanos } = skew;
  return (
    <p className={styles["skew"]}>
      <Clock size={13} aria-hidden="true" />
      <span>
        The clock of {host} seems to be {formatDuration(Math.abs(shiftNanos))} {shiftNanos > 0 ? "behind" : "ahead of"}{" "}
        that of {relativeTo} ({signed(leastNanos)} to {signed(mostNanos)}). The bar is as it was told; the dashed
        outline is where it would lie.
      </span>
    </p>
  );
}

const signed = (nanos: number) => `${nanos < 0 ? "−" : "+"}${formatDuration(Math.abs(nanos))}`;

interface DetailProps {
  readonly span: SpanDetail;
  readonly startNanos: bigint;
  readonly columns: TraceColumns;
}

function Detail({ span, startNanos, columns }: DetailProps) {
  const { traceId } = columns;
  return (
    <LinksOut span={span} columns={columns}>
      <EventList events={span.events} startNanos={startNanos} dropped={span.droppedEvents} />
      <SpanLogs columns={columns} spanId={span.spanId} />
      <AttributeGroups span={span} />
      <LinkList links={span.links} traceId={traceId} dropped={span.droppedLinks} />
      {localTrace(traceId) === null && <Backlinks spanId={span.spanId} />}
      <section className={styles["identity"]} aria-label="Identity">
        <h3>Identity</h3>
        <dl>
          <Identity term="Span id" value={span.spanId} />
          {span.parentSpanId && <Identity term="Parent span id" value={span.parentSpanId} />}
          <div>
            <dt>Start</dt>
            <dd>{formatMoment(Number(startNanos / 1_000_000n))}</dd>
          </div>
          <div>
            <dt>Status</dt>
            <dd>{span.status}</dd>
          </div>
          {span.traceState && <Identity term="Trace state" value={span.traceState} />}
        </dl>
      </section>
      <Raw span={span} />
    </LinksOut>
  );
}

/** All of it, as the server tells it; written only for who opens it. */
function Raw({ span }: { readonly span: SpanDetail }) {
  const [isOpen, setOpen] = useState(false);
  const text = isOpen ? JSON.stringify(span, null, 2) : "";
  return (
    <details className={styles["raw"]} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Raw</summary>
      <CopyButton label="Copy the span as JSON" text={text}>
        Copy
      </CopyButton>
      {/* Scrolls sideways, so the keyboard must be able to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>{text}</pre>
    </details>
  );
}

function Identity({ term, value }: { readonly term: string; readonly value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <code>{value}</code>
        <CopyButton label={`Copy ${term.toLowerCase()}`} text={value} />
      </dd>
    </div>
  );
}
