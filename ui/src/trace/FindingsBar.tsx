import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { useCallback, useState } from "react";
import type { Finding } from "../api/analysis";
import { formatDuration } from "../model/duration";
import { formatShare } from "../model/series";
import { PartFailure } from "../parts/PartFailure";
import styles from "./FindingsBar.module.css";
import { type Found, rowsOf } from "./useFindings";
import type { TraceView } from "./view";

const ICONS = { error: CircleAlert, warning: TriangleAlert, info: Info };

/** What the server finds in the trace; each finding selects and frames the spans that it is about. */
export function FindingsBar({
  view,
  found: { findings, error, onAgain, isSending, onSend },
}: {
  readonly view: TraceView;
  readonly found: Found;
}) {
  const [isAll, setAll] = useState(false);
  const [chosen, setChosen] = useState<Finding | null>(null);
  const found = findings?.findings ?? [];
  const [fitting, pills] = useFitting();
  if (error && !findings) {
    return (
      <div className={styles["failed"]}>
        <PartFailure what="What stands out" error={error} onAgain={onAgain} />
      </div>
    );
  }
  if (found.length === 0) {
    // The place is kept, so that nothing moves under the pointer when the answer comes.
    return (
      <p className={styles["none"]} role="status">
        {onSend && (
          <button type="button" className={styles["more"]} disabled={isSending} onClick={onSend}>
            {isSending ? "Asking…" : "Find what stands out"}
          </button>
        )}
        {onSend
          ? "sends this trace to the server, which keeps nothing of it"
          : findings
            ? "Nothing stands out"
            : "Looking for what stands out…"}
      </p>
    );
  }
  const toggle = (finding: Finding) => {
    const next = finding === chosen ? null : finding;
    setChosen(next);
    view.mark(next ? rowsOf(view, next) : []);
  };
  return (
    <section className={styles["bar"]} data-all={isAll} aria-label="Findings">
      <div ref={pills} className={styles["pills"]}>
        {found.map((finding, at) => {
          const Icon = ICONS[finding.severity] ?? Info;
          return (
            <button
              key={`${at} ${finding.title}`}
              type="button"
              data-severity={finding.severity}
              aria-pressed={finding === chosen}
              inert={!isAll && at >= fitting}
              title={finding.title}
              onClick={() => toggle(finding)}
            >
              <Icon size={13} aria-hidden="true" />
              <span>{finding.title}</span>
              <small>{weightOf(finding)}</small>
            </button>
          );
        })}
      </div>
      {found.length > fitting && (
        <button type="button" className={styles["more"]} aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? "fewer" : `${found.length - fitting} more`}
        </button>
      )}
    </section>
  );
}

/** How many stand in the first line, whole; those that do not are behind a button. */
function useFitting(): [number, (box: HTMLElement | null) => () => void] {
  const [fitting, setFitting] = useState(Infinity);
  const watch = useCallback((box: HTMLElement | null) => {
    const observer = new ResizeObserver(() => {
      const tops = [...(box?.children ?? [])].map((pill) => (pill as HTMLElement).offsetTop);
      setFitting(tops.filter((top) => top === tops[0]).length);
    });
    if (box) {
      observer.observe(box);
    }
    return () => observer.disconnect();
  }, []);
  return [fitting, watch];
}

/** How much of the trace's time it is about, where that says something. */
function weightOf({ evidence }: Finding): string {
  const { nanos, share } = evidence;
  return typeof nanos === "number" && typeof share === "number" && nanos > 0
    ? `${formatDuration(nanos)}, ${formatShare(share)}`
    : "";
}
