import { fromLocalInput, toLocalInput } from "../model/time";
import { DEFAULT_RANGE, RANGES, type TimeSearch, absoluteAddress, stretchOf } from "../model/range";
import { CopyButton } from "./CopyButton";
import styles from "./TimeRange.module.css";
import { shownNow } from "./useRange";

interface Props {
  readonly search: TimeSearch;
  readonly onChange: (time: TimeSearch) => void;
}

/** A stretch back from now, or two moments. */
export function TimeRange({ search, onChange }: Props) {
  const isCustom = search.from !== undefined && search.to !== undefined;
  const range = search.range ?? DEFAULT_RANGE;
  const offered: string[] = RANGES.some((preset) => preset === range) ? [...RANGES] : [...RANGES, range];
  const choose = (next: string) =>
    onChange({ range: next === DEFAULT_RANGE ? undefined : next, from: undefined, to: undefined });
  // What is shown, held still: the address then says the same tomorrow.
  const chooseCustom = () => {
    const { fromMillis, toMillis } = stretchOf(search, Date.now());
    onChange({ range: undefined, from: fromMillis, to: toMillis });
  };
  return (
    <>
      <div className={styles["range"]} role="group" aria-label="Time range">
        {offered.map((preset) => (
          <button
            key={preset}
            type="button"
            aria-pressed={!isCustom && preset === range}
            onClick={() => choose(preset)}
          >
            {preset}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={isCustom}
          title="Two moments; begins with what is shown, so that a link to it stays true"
          onClick={chooseCustom}
        >
          Custom
        </button>
      </div>
      {isCustom && (
        <div className={styles["custom"]}>
          <Moment
            label="From"
            value={search.from!}
            onCommit={(from) => from < search.to! && onChange({ from, to: search.to })}
          />
          <span aria-hidden="true">–</span>
          <Moment
            label="To"
            value={search.to!}
            onCommit={(to) => to > search.from! && onChange({ from: search.from, to })}
          />
        </div>
      )}
      <CopyButton
        label="Copy an absolute link: it shows this very time whenever it is opened"
        text={() => absoluteAddress(location.href, search, shownNow())}
      />
    </>
  );
}

interface MomentProps {
  readonly label: string;
  readonly value: number;
  readonly onCommit: (unixMillis: number) => void;
}

function Moment({ label, value, onCommit }: MomentProps) {
  const commit = (text: string) => {
    const moment = fromLocalInput(text);
    if (moment !== null && text !== toLocalInput(value)) {
      onCommit(moment);
    }
  };
  return (
    <input
      key={value}
      className={styles["moment"]}
      type="datetime-local"
      step={1}
      aria-label={label}
      defaultValue={toLocalInput(value)}
      onBlur={(event) => commit(event.target.value)}
      onKeyDown={(event) => event.key === "Enter" && commit(event.currentTarget.value)}
    />
  );
}
