import { TriangleAlert } from "lucide-react";
import type { Coverage } from "../api/types";
import styles from "./CoverageLine.module.css";

interface Props {
  readonly count: number;
  /** What is counted, singular. */
  readonly what?: string;
  readonly hasMore: boolean;
  readonly coverage: Coverage;
}

const number = new Intl.NumberFormat("en");

/** How much was looked at to give this answer; amber when that was not all. */
export function CoverageLine({ count, what = "trace", hasMore, coverage }: Props) {
  return (
    <div className={styles["line"]} data-partial={!coverage.complete} role="status">
      <strong>
        {number.format(count)} {count === 1 ? what : `${what}s`}
      </strong>
      {hasMore && <span>more match</span>}
      {/* What was counted ahead needs no scan. */}
      {coverage.totalBlocks > 0 && (
        <span>
          scanned {number.format(coverage.scannedSpans)} spans in {number.format(coverage.scannedBlocks)} of{" "}
          {number.format(coverage.totalBlocks)} blocks
        </span>
      )}
      {!coverage.complete && (
        <span className={styles["partial"]}>
          <TriangleAlert size={13} aria-hidden="true" /> Partial answer
          {coverage.reasons.length > 0 && `: ${coverage.reasons.join("; ")}`}
        </span>
      )}
    </div>
  );
}
