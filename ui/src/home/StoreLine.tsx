import { Link } from "@tanstack/react-router";
import type { Status } from "../api/types";
import { formatRelative, millisOf } from "../model/time";
import { useNow } from "../parts/useNow";
import styles from "./StoreLine.module.css";

const number = new Intl.NumberFormat("en");

/** What the store holds, in one line. */
export function StoreLine({ status }: { readonly status: Status }) {
  const now = useNow(1000);
  return (
    <p className={styles["line"]}>
      <strong>{number.format(status.spansStored)}</strong> spans held in {formatBytes(status.storedBytes)}
      {status.lastSpanUnixNano && <>, the newest came {formatRelative(millisOf(status.lastSpanUnixNano), now)}</>}.{" "}
      {status.spansRefused > 0 && (
        <span className={styles["refused"]}>{number.format(status.spansRefused)} spans were refused. </span>
      )}
      <Link to="/explore">Explore the last hour</Link>
    </p>
  );
}

export function formatBytes(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}
