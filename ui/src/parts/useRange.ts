import { useMemo, useState } from "react";
import type { Range } from "../api/types";
import { type Stretch, type TimeSearch, rangeOf, stretchOf } from "../model/range";

const STEADY_MILLIS = 15_000;
let steady = 0;

/** Stands still for a while, so that going back to a page finds its answers again. */
function steadyNow(): number {
  const now = Date.now();
  if (now - steady > STEADY_MILLIS) {
    steady = now;
  }
  return steady;
}

/** The moment up to which is shown what is shown now. */
export const shownNow = () => steady || Date.now();

export interface ShownTime {
  readonly range: Range;
  readonly stretch: Stretch;
  /** Moves a range that ends now up to now. */
  readonly renew: () => void;
}

export function useRange(time: TimeSearch): ShownTime {
  const { range, from, to } = time;
  const [now, setNow] = useState(steadyNow);
  return useMemo(() => {
    const stretch = stretchOf({ range, from, to }, now);
    return {
      stretch,
      range: rangeOf(stretch),
      renew: () => {
        steady = Date.now();
        setNow(steady);
      },
    };
  }, [range, from, to, now]);
}
