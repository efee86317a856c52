/** A funnel as its address says it, and the one this browser saw last. */

import { type Search, list, text } from "../app/searchParams";
import { parseDuration } from "../model/duration";
import { type TimeSearch, validateTime } from "../model/range";

export const MOST_STEPS = 8;

export interface FunnelSearch extends TimeSearch {
  /** A query each, in the order in which they are to be taken. */
  readonly steps?: readonly string[] | undefined;
  /** How long after a step the next one starts at most; absent for any time. */
  readonly gap?: string | undefined;
}

export function validateFunnel(raw: Search): FunnelSearch {
  const gap = text(raw, "gap")?.trim();
  return {
    steps: wanted(list(raw, "steps") ?? []),
    gap: gap !== undefined && parseDuration(gap) !== null ? gap : undefined,
    ...validateTime(raw),
  };
}

/** Those that say something; absent where none does. */
export function wanted(steps: readonly string[]): readonly string[] | undefined {
  const said = steps.map((step) => step.trim()).filter((step) => step !== "");
  return said.length > 0 ? said.slice(0, MOST_STEPS) : undefined;
}

/** With a step more at its end; a funnel that has no room for it is left, and a new one begun. */
export function withStep(steps: readonly string[], step: string): readonly string[] {
  return steps.length < MOST_STEPS ? [...steps, step] : [step];
}

/** With one entry at the place of its neighbour, and the neighbour at its place. */
export function moved<T>(entries: readonly T[], from: number, to: number): readonly T[] {
  return to < 0 || to >= entries.length ? entries : entries.with(from, entries[to]!).with(to, entries[from]!);
}

const KEY = "clew.funnel";

/** The steps seen last, to which a span of a trace can be added. */
export function lastSteps(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? (wanted(kept.map(String)) ?? []) : [];
  } catch {
    return [];
  }
}

export function keepSteps(steps: readonly string[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(steps));
  } catch {
    // A browser that keeps nothing begins each funnel anew.
  }
}
