import { Link, useCanGoBack, useRouter } from "@tanstack/react-router";
import { ArrowLeft, CircleAlert, Unlink } from "lucide-react";
import type { MouseEvent } from "react";
import type { Findings } from "../api/analysis";
import { localTrace } from "../api/local";
import { Actions } from "./Actions";
import { nameOf, serviceOf } from "../model/columns";
import { formatDuration } from "../model/duration";
import { formatMoment, formatRelative, millisOf } from "../model/time";
import controls from "../parts/controls.module.css";
import { CopyButton } from "../parts/CopyButton";
import { ServiceDot } from "../parts/ServiceDot";
import { useNow } from "../parts/useNow";
import { FindBox } from "./FindBox";
import styles from "./TraceHeader.module.css";
import type { TraceView } from "./view";

const number = new Intl.NumberFormat("en");

interface Props {
  readonly view: TraceView;
  readonly findings: Findings | null;
  readonly onReload: () => void;
}

export function TraceHeader({ view, findings, onReload }: Props) {
  const { columns, facts } = view;
  const local = localTrace(columns.traceId);
  const now = useNow(30_000);
  const router = useRouter();
  const canGoBack = useCanGoBack();
  // Back to the very search the reader came from, when there is one.
  const goBack = (event: MouseEvent) => {
    if (canGoBack && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      router.history.back();
    }
  };
  const start = millisOf(columns.startUnixNano);
  return (
    <header className={styles["header"]}>
      <div className={styles["title"]}>
        {local === null && (
          <Link
            to="/explore"
            className={controls["quiet"]}
            aria-label="Back to search"
            title="Back to search"
            onClick={goBack}
          >
            <ArrowLeft size={16} aria-hidden="true" />
          </Link>
        )}
        <h1>
          <ServiceDot service={serviceOf(columns, 0)} />
          <span className={styles["service"]}>{serviceOf(columns, 0)}</span>
          <span className={styles["name"]}>{nameOf(columns, 0)}</span>
        </h1>
        {local && <span className={styles["origin"]}>{local.origin}</span>}
        {columns.orphanCount > 0 && (
          <span
            className={styles["incomplete"]}
            title="Spans whose parent has not arrived: late, sampled away, or dropped on the way"
          >
            <Unlink size={13} aria-hidden="true" /> Incomplete: {number.format(columns.orphanCount)}{" "}
            {columns.orphanCount === 1 ? "span lacks its" : "spans lack their"} parent
          </span>
        )}
        <div className={styles["actions"]}>
          <FindBox view={view} />
          {local === null && <Actions view={view} findings={findings} onReload={onReload} />}
        </div>
      </div>
      <dl className={styles["facts"]}>
        <Fact term="Duration" value={formatDuration(columns.durationNanos)} isStrong />
        <Fact term="Start" value={`${formatMoment(start)} (${formatRelative(start, now)})`} />
        <Fact term="Spans" value={number.format(columns.spanCount)} />
        <Fact term="Services" value={number.format(columns.services.length)} />
        <Fact term="Depth" value={number.format(facts.maxDepth + 1)} />
        <div data-error={columns.errorCount > 0}>
          <dt>Errors</dt>
          <dd>
            {columns.errorCount > 0 ? (
              <button
                type="button"
                className={styles["errors"]}
                onClick={() => view.moveToError(1)}
                title="Go to the next error (e)"
              >
                <CircleAlert size={13} aria-hidden="true" /> {number.format(columns.errorCount)}
              </button>
            ) : (
              "none"
            )}
          </dd>
        </div>
        <div>
          <dt>Trace id</dt>
          <dd className={styles["id"]}>
            <code>{columns.traceId}</code>
            <CopyButton label="Copy the trace id" text={columns.traceId} />
          </dd>
        </div>
      </dl>
    </header>
  );
}

function Fact({
  term,
  value,
  isStrong = false,
}: {
  readonly term: string;
  readonly value: string;
  readonly isStrong?: boolean;
}) {
  return (
    <div>
      <dt>{term}</dt>
      <dd data-strong={isStrong}>{value}</dd>
    </div>
  );
}
