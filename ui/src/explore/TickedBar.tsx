import { Link } from "@tanstack/react-router";
import { GitCompareArrows, X } from "lucide-react";
import controls from "../parts/controls.module.css";
import styles from "./TickedBar.module.css";

interface Props {
  /** Trace ids in the order of their ticks; no more than two. */
  readonly ticked: readonly string[];
  readonly onClear: () => void;
}

/** What can be done with the traces that are ticked. */
export function TickedBar({ ticked, onClear }: Props) {
  const [a, b] = ticked;
  if (!a) {
    return null;
  }
  return (
    <div className={styles["bar"]} role="status">
      {b ? (
        <Link to="/compare" search={{ a, b }} className={controls["primary"]}>
          <GitCompareArrows size={14} aria-hidden="true" /> Compare the two
        </Link>
      ) : (
        <span>Tick another trace to compare the two</span>
      )}
      <button type="button" className={controls["quiet"]} aria-label="Untick" title="Untick" onClick={onClear}>
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  );
}
