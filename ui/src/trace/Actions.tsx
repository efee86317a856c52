import { Link } from "@tanstack/react-router";
import { Braces, Camera, GitCompareArrows, Pin, RefreshCw } from "lucide-react";
import { useState } from "react";
import type { Findings } from "../api/analysis";
import { rawTraceAddress } from "../api/client";
import { isPinned, togglePin } from "../model/recent";
import controls from "../parts/controls.module.css";
import { CopyButton } from "../parts/CopyButton";
import { SnapshotDialog } from "./SnapshotDialog";
import styles from "./TraceHeader.module.css";
import type { TraceView } from "./view";

interface Props {
  readonly view: TraceView;
  readonly findings: Findings | null;
  readonly onReload: () => void;
}

/** What can be done with the whole trace. */
export function Actions({ view, findings, onReload }: Props) {
  const { columns } = view;
  const [isKept, setKept] = useState(() => isPinned(columns.traceId));
  const [isSnapping, setSnapping] = useState(false);
  return (
    <>
      <button
        type="button"
        className={controls["quiet"]}
        onClick={onReload}
        aria-label="Reload the trace"
        title="Reload the trace: late spans may have come"
      >
        <RefreshCw size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={controls["quiet"]}
        aria-pressed={isKept}
        onClick={() => setKept(togglePin(columns, Date.now()))}
        aria-label="Pin this trace to the home page"
        title={isKept ? "Pinned to the home page" : "Pin to the home page"}
      >
        <Pin size={14} fill={isKept ? "currentColor" : "none"} aria-hidden="true" />
      </button>
      <CopyButton label="Copy link to this view" text={() => location.href}>
        <span className={styles["wide"]}>Link</span>
      </CopyButton>
      <Link
        to="/compare"
        search={{ a: columns.traceId }}
        className={controls["quiet"]}
        aria-label="Compare with another trace"
        title="Compare with another trace"
      >
        <GitCompareArrows size={14} aria-hidden="true" />
        <span className={styles["wide"]}>Compare</span>
      </Link>
      <button
        type="button"
        className={controls["quiet"]}
        onClick={() => setSnapping(true)}
        aria-label="Save a snapshot"
        title="One file that opens without a server"
      >
        <Camera size={14} aria-hidden="true" />
        <span className={styles["wide"]}>Snapshot</span>
      </button>
      <a
        className={controls["quiet"]}
        href={rawTraceAddress(columns.traceId)}
        download={`${columns.traceId}.json`}
        title="Download the whole trace as OTLP/JSON"
        aria-label="Download as OTLP/JSON"
      >
        <Braces size={14} aria-hidden="true" />
        <span className={styles["wide"]}>JSON</span>
      </a>
      {isSnapping && <SnapshotDialog view={view} findings={findings} onClose={() => setSnapping(false)} />}
    </>
  );
}
