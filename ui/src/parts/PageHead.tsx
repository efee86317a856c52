import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import type { TimeSearch } from "../model/range";
import controls from "./controls.module.css";
import styles from "./PageHead.module.css";
import { TimeRange } from "./TimeRange";

interface Props {
  readonly title: ReactNode;
  /** Absent on pages that are about no time. */
  readonly time?: {
    readonly search: TimeSearch;
    readonly onChange: (time: TimeSearch) => void;
    readonly onRenew: () => void;
  };
  readonly children?: ReactNode;
}

/** What a page is called, what it can be narrowed by, and its time. */
export function PageHead({ title, time, children }: Props) {
  return (
    <header className={styles["head"]}>
      <h1>{title}</h1>
      {children}
      {time && (
        <div className={styles["when"]}>
          <TimeRange search={time.search} onChange={time.onChange} />
          <button
            type="button"
            className={controls["quiet"]}
            onClick={time.onRenew}
            aria-label="Ask again"
            title="Ask again, up to now"
          >
            <RefreshCw size={14} aria-hidden="true" />
          </button>
        </div>
      )}
    </header>
  );
}
