import type { ErrorGroup } from "../api/analysis";
import { formatDuration } from "../model/duration";
import styles from "./ErrorsPage.module.css";

/** Whether a group is new or has come back; nothing for one that goes on. */
export function Since({ group }: { readonly group: ErrorGroup }) {
  if (group.new) {
    return (
      <em className={styles["mark"]} title="It was not there in the time looked at before, and its service was">
        new
      </em>
    );
  }
  return group.regressed ? (
    <em className={styles["mark"]} title="It was there before, then quiet, and is there again">
      back after {formatDuration(group.quietNanos)}
    </em>
  ) : null;
}
