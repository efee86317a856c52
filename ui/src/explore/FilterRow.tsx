import type { Range } from "../api/types";
import { formatChips, parseChips } from "../model/traceql";
import { ChipRow } from "./ChipRow";
import styles from "./FilterRow.module.css";

interface Props {
  readonly query: string;
  readonly range: Range;
  /** Absent when nothing is filtered any more. */
  readonly onChange: (query: string | undefined) => void;
}

/** A filter of spans as chips; what chips cannot say is shown as it is. */
export function FilterRow({ query, range, onChange }: Props) {
  const chips = parseChips(query);
  return (
    <div className={styles["filter"]}>
      {chips ? (
        <ChipRow
          query={chips}
          range={range}
          onChange={(next) => onChange(next.chips.length > 0 ? formatChips(next) : undefined)}
        />
      ) : (
        <code>{query}</code>
      )}
    </div>
  );
}
