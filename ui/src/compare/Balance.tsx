import { formatDuration } from "../model/duration";
import styles from "./ComparePage.module.css";

/** A difference as a bar: left where B is quicker, right where it is slower. */
export function Balance({ nanos, most }: { readonly nanos: number; readonly most: number }) {
  return (
    <>
      <span className={styles["balance"]}>
        <i
          data-slower={nanos > 0}
          style={{ [nanos > 0 ? "left" : "right"]: "50%", width: `${(Math.abs(nanos) / most) * 50}%` }}
        />
      </span>
      {signed(nanos)}
    </>
  );
}

export function signed(nanos: number): string {
  return Math.abs(nanos) < 0.5 ? "" : `${nanos > 0 ? "+" : "−"}${formatDuration(Math.abs(nanos))}`;
}
