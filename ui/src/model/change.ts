/** How a figure stands beside the one before it. */

import type { Red } from "../api/analysis";
import { formatShare } from "./series";

export interface Change {
  readonly text: string;
  /** Worse by enough that a reader should look. */
  readonly isWorse: boolean;
  readonly isBetter: boolean;
}

const NONE: Change = { text: "", isWorse: false, isBetter: false };
/** Less is within what figures do by themselves. */
const NOTEWORTHY = 0.2;

/** Of figures of which less is better. */
export function changeOf(now: number, before: number): Change {
  if (before === 0 || now === before) {
    return NONE;
  }
  const share = now / before - 1;
  const text =
    Math.abs(share) < 0.005
      ? ""
      : share > 9
        ? `× ${Math.round(share + 1)}`
        : `${share > 0 ? "+" : "−"}${formatShare(Math.abs(share))}`;
  return { text, isWorse: share > NOTEWORTHY, isBetter: share < -NOTEWORTHY };
}

export function latencyChange(now: Red, before: Red): Change {
  return before.count === 0 ? NONE : changeOf(now.p95Nanos, before.p95Nanos);
}

/** Of error rates: in points of a hundred, since most are near nothing. */
export function errorChange(now: Red, before: Red): Change {
  const points = (now.errorRate - before.errorRate) * 100;
  if (before.count === 0 || Math.abs(points) < 0.05) {
    return NONE;
  }
  const text = `${points > 0 ? "+" : "−"}${Math.abs(points).toFixed(1)} pp`;
  return { text, isWorse: points > 0.5, isBetter: points < -0.5 };
}
