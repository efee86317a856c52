import { type QueryKey, skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { Square } from "lucide-react";
import { progressKey } from "../api/queries";
import type { Progress } from "../api/stream";
import { formatNumber } from "../model/series";
import controls from "./controls.module.css";
import { Notice } from "./Notice";
import { useDelayed } from "./useDelayed";
import styles from "./Waiting.module.css";

const WIDTHS = [62, 48, 71, 55, 66, 43, 58, 69];

interface Props {
  readonly queryKey: QueryKey;
  /** Nobody asks any more: the reader has called it off. */
  readonly isIdle: boolean;
  readonly onAgain: () => void;
  /** The beginning of the answer is shown above. */
  readonly isBegun?: boolean;
}

/** An answer is on its way: nothing at first, then how far it is, with a way out. */
export function Waiting({ queryKey, isIdle, onAgain, isBegun = false }: Props) {
  const queries = useQueryClient();
  const isLate = useDelayed(true);
  const { data: progress } = useQuery<Progress>({ queryKey: progressKey(queryKey), queryFn: skipToken });
  if (isIdle) {
    return (
      <Notice title={isBegun ? "The rest was called off" : "Called off"}>
        <p>
          <button type="button" className={controls["button"]} onClick={onAgain}>
            {isBegun ? "Ask for the rest" : "Ask again"}
          </button>
        </p>
      </Notice>
    );
  }
  if (!isLate) {
    return null;
  }
  return (
    <div className={styles["waiting"]}>
      <div className={styles["line"]}>
        <progress
          aria-label="How far the answer is"
          max={progress?.all ?? 1}
          {...(progress ? { value: progress.done } : {})}
        />
        <span role="status">
          {progress
            ? `Looked at ${formatNumber(progress.done)} of ${formatNumber(progress.all)} ${progress.what}`
            : "Asking…"}
        </span>
        <button
          type="button"
          className={controls["button"]}
          onClick={() => void queries.cancelQueries({ queryKey, exact: true })}
        >
          <Square size={12} aria-hidden="true" /> Cancel
        </button>
      </div>
      <div className={styles["skeleton"]} aria-hidden="true">
        {WIDTHS.slice(isBegun ? 5 : 0).map((width) => (
          <span key={width} style={{ width: `${width}%` }} />
        ))}
      </div>
    </div>
  );
}
