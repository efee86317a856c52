/** What is searched for, as the address bar carries it, and the request it becomes. */

import type { SearchRequest } from "../api/types";
import { type Search, flag, list, text } from "../app/searchParams";
import { parseDuration } from "../model/duration";
import { parseFilter } from "../model/filter";
import { nanosOf } from "../model/time";

export const RANGES = ["5m", "15m", "1h", "6h", "24h", "7d"] as const;
export const LIMITS = [20, 50, 100, 500] as const;
export const DEFAULT_RANGE = "1h";
export const DEFAULT_LIMIT = 50;

/** Absent members are defaults, so that addresses stay short. */
export interface ExploreSearch {
  readonly service?: string | undefined;
  readonly name?: string | undefined;
  readonly attr?: readonly string[] | undefined;
  readonly errors?: true | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** A preset, or absent when `from` and `to` say the time. */
  readonly range?: string | undefined;
  /** Milliseconds since 1970. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly order?: "duration" | undefined;
  readonly limit?: number | undefined;
}

export function validateExplore(raw: Search): ExploreSearch {
  const limit = Number(text(raw, "limit"));
  const order = text(raw, "order");
  return {
    service: text(raw, "service"),
    name: text(raw, "name"),
    attr: list(raw, "attr")?.filter((entry) => parseFilter(entry) !== null),
    errors: flag(raw, "errors"),
    min: durationText(raw, "min"),
    max: durationText(raw, "max"),
    ...validateTime(raw),
    order: order === "duration" ? order : undefined,
    limit: Number.isInteger(limit) && limit > 0 && limit <= 1500 && limit !== DEFAULT_LIMIT ? limit : undefined,
  };
}

function durationText(raw: Search, key: string): string | undefined {
  const value = text(raw, key);
  return value !== undefined && parseDuration(value) !== null ? value : undefined;
}

function validateTime(raw: Search): Pick<ExploreSearch, "range" | "from" | "to"> {
  const from = moment(raw, "from");
  const to = moment(raw, "to");
  if (from !== undefined && to !== undefined && from < to) {
    return { from, to };
  }
  const range = text(raw, "range");
  return range !== undefined && range !== DEFAULT_RANGE && parseDuration(range) !== null ? { range } : {};
}

function moment(raw: Search, key: string): number | undefined {
  const value = text(raw, key);
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** Everything but the time, which is bound when the request goes out. */
export function toRequest(search: ExploreSearch): SearchRequest {
  const attributes = (search.attr ?? []).map(parseFilter).filter((filter) => filter !== null);
  return {
    ...(search.service && { service: search.service }),
    ...(search.name && { name: search.name }),
    ...(attributes.length > 0 && { attributes }),
    ...(search.errors && { hasError: true }),
    ...(search.min && { minDurationNanos: parseDuration(search.min)! }),
    ...(search.max && { maxDurationNanos: parseDuration(search.max)! }),
    orderBy: search.order ?? "start",
    limit: search.limit ?? DEFAULT_LIMIT,
  };
}

export function timeWindow(search: ExploreSearch, nowMillis: number): { startUnixNano: string; endUnixNano: string } {
  if (search.from !== undefined && search.to !== undefined) {
    return { startUnixNano: nanosOf(search.from), endUnixNano: nanosOf(search.to) };
  }
  const back = parseDuration(search.range ?? DEFAULT_RANGE)! / 1e6;
  return { startUnixNano: nanosOf(nowMillis - back), endUnixNano: nanosOf(nowMillis) };
}

/** One part of a search that could be dropped to find more. */
export interface Clause {
  readonly label: string;
  readonly without: ExploreSearch;
}

export function clauses(search: ExploreSearch): Clause[] {
  const found: Clause[] = [];
  const drop = (label: string, without: Partial<ExploreSearch>) =>
    found.push({ label, without: { ...search, ...without } });
  if (search.service) {
    // A span name belongs to its service in the form, yet stands for itself in the search.
    drop(`service ${search.service}`, { service: undefined });
  }
  if (search.name) {
    drop(`span name ${search.name}`, { name: undefined });
  }
  for (const entry of search.attr ?? []) {
    drop(entry, { attr: search.attr!.filter((other) => other !== entry) });
  }
  if (search.errors) {
    drop("errors only", { errors: undefined });
  }
  if (search.min) {
    drop(`longer than ${search.min}`, { min: undefined });
  }
  if (search.max) {
    drop(`shorter than ${search.max}`, { max: undefined });
  }
  return found;
}
