/** What is looked at, as the address bar carries it, and the queries it becomes. */

import { type Search, flag, list, text } from "../app/searchParams";
import { parseDuration } from "../model/duration";
import { parseFilter } from "../model/filter";
import { type Box, formatBox, parseBox } from "../model/heat";
import { type TimeSearch, validateTime } from "../model/range";
import {
  type Chip,
  attributeField,
  formatChip,
  formatChips,
  isOrdered,
  literal,
  parseChips,
  quote,
} from "../model/traceql";

export const LIMITS = [20, 50, 100, 500] as const;
export const DEFAULT_LIMIT = 50;
export const VIEWS = ["traces", "spans", "breakdown", "compare", "structure"] as const;
export type View = (typeof VIEWS)[number];
export const METRICS = ["rate", "errors", "p50", "p95", "p99"] as const;
export type Metric = (typeof METRICS)[number];
export const DEFAULT_BY = "resource.service.name";

/** Absent members are defaults, so that addresses stay short. */
export interface ExploreSearch extends TimeSearch {
  /** TraceQL. */
  readonly q?: string | undefined;
  readonly view?: View | undefined;
  readonly order?: "duration" | undefined;
  readonly limit?: number | undefined;
  /** Further columns, as a query names fields. */
  readonly cols?: readonly string[] | undefined;
  readonly by?: string | undefined;
  readonly metric?: Metric | undefined;
  /** A box on the heatmap. */
  readonly sel?: string | undefined;
}

export function validateExplore(raw: Search): ExploreSearch {
  const limit = Number(text(raw, "limit"));
  const box = parseBox(text(raw, "sel"));
  return {
    q: text(raw, "q") ?? fromForm(raw),
    view: VIEWS.find((view) => view === text(raw, "view") && view !== "traces"),
    ...validateTime(raw),
    order: text(raw, "order") === "duration" ? "duration" : undefined,
    limit: Number.isInteger(limit) && limit > 0 && limit <= 1500 && limit !== DEFAULT_LIMIT ? limit : undefined,
    cols: list(raw, "cols")?.slice(0, 8),
    by: text(raw, "by"),
    metric: METRICS.find((metric) => metric === text(raw, "metric") && metric !== "rate"),
    sel: box ? formatBox(box) : undefined,
  };
}

/** Addresses of the time when a search was a form: a service, a name, attributes, errors, durations. */
function fromForm(raw: Search): string | undefined {
  const service = text(raw, "service");
  const name = text(raw, "name");
  const chips: Chip[] = [];
  const add = (field: string, operator: Chip["operator"], value: string) => chips.push({ field, operator, value });
  if (service !== undefined) {
    add("resource.service.name", "=", quote(service));
  }
  if (name !== undefined) {
    add("name", "=", quote(name));
  }
  for (const filter of (list(raw, "attr") ?? []).map(parseFilter)) {
    if (filter) {
      const type = typeof filter.value === "string" ? "string" : "int";
      add(attributeField(filter.scope ?? "", filter.key), "=", literal(type, filter.value));
    }
  }
  if (flag(raw, "errors")) {
    add("status", "=", "error");
  }
  for (const [key, operator] of [
    ["min", ">="],
    ["max", "<="],
  ] as const) {
    const duration = text(raw, key)?.trim();
    if (duration !== undefined && parseDuration(duration) !== null) {
      add("duration", operator, duration.replaceAll(" ", ""));
    }
  }
  return chips.length === 0 ? undefined : formatChips({ chips, rest: "" });
}

export function queryOf(search: ExploreSearch): string {
  return search.q?.trim() || "{ }";
}

/** The query for a page of traces: with columns and order, where it does not say its own. */
export function tracesText(search: ExploreSearch): string {
  const query = queryOf(search);
  if (isOrdered(query)) {
    return query;
  }
  const columns = search.cols?.length ? ` | select(${search.cols.join(", ")})` : "";
  return `${query}${columns}${search.order ? ` order by ${search.order}` : ""}`;
}

/** The spans that the query finds, as a pipeline that can go on. */
export function spansText(search: ExploreSearch): string {
  const query = queryOf(search);
  const masked = query.replaceAll(/"(?:[^"\\]|\\.)*"|`[^`]*`/gsu, (found) => "x".repeat(found.length));
  const tail = /[})]\s*(?:order\s+by|limit\s+\d|with\s*\()/su.exec(masked);
  return tail ? query.slice(0, tail.index + 1) : query;
}

const QUANTILES: Partial<Record<Metric, string>> = { p50: ".5", p95: ".95", p99: ".99" };

export function metricText(search: ExploreSearch, metric: Metric, by?: string): string {
  const group = by === undefined ? "" : ` by (${by})`;
  const spans = spansText(search);
  const quantile = QUANTILES[metric];
  if (quantile) {
    return `${spans} | quantile_over_time(duration, ${quantile})${group}`;
  }
  return metric === "errors" ? `${spans} | { status = error } | rate()${group}` : `${spans} | rate()${group}`;
}

/** The spans whose duration lies in a box. */
export function boxText({ minNanos, maxNanos }: Box): string {
  return `{ duration > ${Math.floor(minNanos)}ns && duration <= ${Math.ceil(maxNanos)}ns }`;
}

/** One part of a search that could be dropped to find more. */
export interface Clause {
  readonly label: string;
  readonly without: ExploreSearch;
}

export function clauses(search: ExploreSearch): Clause[] {
  const parsed = parseChips(queryOf(search));
  return (parsed?.chips ?? []).map((chip) => {
    const chips = parsed!.chips.filter((other) => other !== chip);
    const rest = parsed!.rest;
    return {
      label: formatChip(chip),
      without: { ...search, q: chips.length === 0 && rest === "" ? undefined : formatChips({ chips, rest }) },
    };
  });
}
