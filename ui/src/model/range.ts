/** The stretch of time that a page is about: back from now, or between two moments. */

import type { Range } from "../api/types";
import { type Search, text } from "../app/searchParams";
import { parseDuration } from "./duration";
import { nanosOf } from "./time";

export const RANGES = ["5m", "15m", "1h", "6h", "24h", "7d"] as const;
export const DEFAULT_RANGE = "1h";

export interface TimeSearch {
  /** A duration, or absent when `from` and `to` say the time or when it is the usual one. */
  readonly range?: string | undefined;
  /** Milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Of a page that can be narrowed by a query, too. */
export interface QuerySearch extends TimeSearch {
  readonly q?: string | undefined;
}

export const validateQuery = (raw: Search): QuerySearch => ({ q: text(raw, "q"), ...validateTime(raw) });

export function validateTime(raw: Search): TimeSearch {
  const from = moment(raw, "from");
  const to = moment(raw, "to");
  if (from !== undefined && to !== undefined && from < to) {
    return { from, to };
  }
  const range = text(raw, "range");
  return range !== undefined && range !== DEFAULT_RANGE && (parseDuration(range) ?? 0) > 0 ? { range } : {};
}

function moment(raw: Search, key: string): number | undefined {
  const value = text(raw, key);
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

export interface Stretch {
  readonly fromMillis: number;
  readonly toMillis: number;
}

export function stretchOf(time: TimeSearch, nowMillis: number): Stretch {
  return time.from !== undefined && time.to !== undefined
    ? { fromMillis: time.from, toMillis: time.to }
    : { fromMillis: nowMillis - parseDuration(time.range ?? DEFAULT_RANGE)! / 1e6, toMillis: nowMillis };
}

export function rangeOf({ fromMillis, toMillis }: Stretch): Range {
  return { startUnixNano: nanosOf(fromMillis), endUnixNano: nanosOf(toMillis) };
}

/** An address that shows the same time whenever it is opened. */
export function absoluteAddress(address: string, time: TimeSearch, nowMillis: number): string {
  const url = new URL(address);
  const { fromMillis, toMillis } = stretchOf(time, nowMillis);
  url.searchParams.delete("range");
  url.searchParams.set("from", String(Math.floor(fromMillis)));
  url.searchParams.set("to", String(Math.ceil(toMillis)));
  return url.href;
}

/** Which part of a search is the time, to carry it from page to page. */
export function timeOf({ range, from, to }: TimeSearch): TimeSearch {
  return { range, from, to };
}
