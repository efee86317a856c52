/** Answers `POST query`, `GET attributes` and the values of one, as the contract says. */

import { resourceOf, summary } from "./store.mjs";
import { fieldOf, parse, spansOf, typed } from "./traceql.mjs";

export const coverage = (traces) => ({
  complete: true,
  scannedBlocks: 3,
  totalBlocks: 3,
  scannedSpans: traces.reduce((sum, trace) => sum + trace.rows.length, 0),
  reasons: [],
});

export function answerQuery(traces, request) {
  const query = parse(request.query);
  const spans = spansOf(traces, query, request);
  if (query.fn === "count") {
    return totals(traces, query, spans, request);
  }
  return query.fn ? series(traces, query, spans, request) : tracesPage(traces, query, spans, request);
}

function tracesPage(traces, query, spans, { limit = 20, cursor = "0", spansPerSet = 3 }) {
  const sets = new Map();
  for (const { trace, span } of spans) {
    sets.set(trace, [...(sets.get(trace) ?? []), span]);
  }
  const found = [...sets].toSorted(([a], [b]) =>
    query.order === "duration" ? b.durationNanos - a.durationNanos : Number(b.startUnixNano - a.startUnixNano),
  );
  const skip = Number(cursor);
  const fields = [...new Set([...query.conditions.map(({ field }) => field), ...query.select])];
  return {
    kind: "traces",
    traces: found.slice(skip, skip + limit).map(([trace, matched]) => ({
      ...summary(trace, matched.length),
      spansets: [
        {
          matchedSpanCount: matched.length,
          labels: [],
          spans: matched.slice(0, spansPerSet).map((span) => foundSpan(trace, span, fields)),
        },
      ],
    })),
    nextCursor: found.length > skip + limit ? String(skip + limit) : null,
    coverage: coverage(traces),
  };
}

function foundSpan(trace, span, fields) {
  return {
    spanId: span.spanId,
    name: span.name,
    startUnixNano: String(trace.startUnixNano + BigInt(span.start)),
    durationNanos: span.duration,
    fields: fields
      .map((name) => ({ name, value: fieldOf(trace, span, name) }))
      .filter(({ value }) => value !== undefined)
      .map(({ name, value }) => ({ name, values: [typed(value, name)] })),
  };
}

function grouped(query, spans) {
  const groups = new Map();
  for (const entry of spans) {
    const labels = query.by.map((field) => ({ name: field, ...typed(fieldOf(entry.trace, entry.span, field), field) }));
    if (query.fn === "histogram_over_time") {
      labels.push({ name: "__bucket", type: "double", value: 2 ** Math.ceil(Math.log2(entry.span.duration)) / 1e9 });
    }
    const key = JSON.stringify(labels);
    const group = groups.get(key) ?? { labels, spans: [] };
    group.spans.push(entry);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function series(traces, query, spans, { startUnixNano, endUnixNano, stepNanos, limit = 1000 }) {
  const [from, to] = [Number(BigInt(startUnixNano) / 1_000_000n), Number(BigInt(endUnixNano) / 1_000_000n)];
  const step = stepNanos ? stepNanos / 1e6 : to - from;
  const first = stepNanos ? Math.floor(from / step) * step + step : to;
  const count = stepNanos ? Math.max(Math.ceil((to - first) / step) + 1, 1) : 1;
  const found = grouped(query, spans).map(({ labels, spans: members }) => {
    const cells = Array.from({ length: count }, () => []);
    for (const { span, at } of members) {
      cells[Math.max(Math.ceil((Number(at / 1_000_000n) - first) / step), 0)]?.push(span.duration);
    }
    return {
      labels: labels.length > 0 ? labels : [{ name: "__name__", type: "string", value: query.fn }],
      points: cells.map((cell) => pointOf(query, cell, step)),
      exemplars: [],
    };
  });
  return {
    kind: "series",
    firstUnixNano: String(BigInt(Math.round(first)) * 1_000_000n),
    stepNanos: step * 1e6,
    series: found.slice(0, limit),
    truncated: found.length > limit,
    unweighedSpans: spans.length,
    coverage: coverage(traces),
  };
}

function pointOf(query, durations, stepMillis) {
  if (query.fn === "rate") {
    return durations.length / (stepMillis / 1000);
  }
  if (query.fn !== "quantile_over_time") {
    return durations.length;
  }
  const share = Number(query.argument.split(",")[1]);
  const sorted = durations.toSorted((a, b) => a - b);
  return sorted.length === 0 ? null : sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] / 1e9;
}

function totals(traces, query, spans, { limit = 20 }) {
  const found = grouped(query, spans)
    .map(({ labels, spans: members }) => ({
      group: labels.map(({ type, value }) => ({ type, value })),
      value: { type: "int", value: members.length },
      spanCount: members.length,
    }))
    .toSorted((a, b) => b.spanCount - a.spanCount);
  return {
    kind: "totals",
    keys: query.by,
    totals: found.slice(0, limit),
    truncated: found.length > limit,
    coverage: coverage(traces),
  };
}

/** The part of an unfinished query that is whole. */
function lenient(text) {
  try {
    return parse(text || "{ }");
  } catch {
    return parse("{ }");
  }
}

const boundsOf = (parameters) => ({
  startUnixNano: parameters.get("startUnixNano") ?? undefined,
  endUnixNano: parameters.get("endUnixNano") ?? undefined,
});

export function attributeKeys(traces, parameters) {
  const keys = new Map();
  const count = (scope, name, value) => {
    const { type } = typed(value);
    const reference = `${scope}.${/^[\w.:/-]+$/.test(name) ? name : JSON.stringify(name)}`;
    const entry = keys.get(`${reference} ${type}`) ?? { scope, name, type, reference, spanCount: 0 };
    entry.spanCount++;
    keys.set(`${reference} ${type}`, entry);
  };
  for (const { span } of spansOf(traces.filter(isSmall), lenient(parameters.get("query")), boundsOf(parameters))) {
    Object.entries(span.attributes).forEach(([name, value]) => count("span", name, value));
    Object.entries(resourceOf(span)).forEach(([name, value]) => count("resource", name, value));
  }
  const intrinsics = ["duration", "kind", "name", "status"].map((name) => ({
    scope: "intrinsic",
    name,
    type: name === "name" ? "string" : name,
    reference: name,
  }));
  const attributes = [...keys.values()].toSorted((a, b) => a.reference.localeCompare(b.reference));
  return { attributes: [...attributes, ...intrinsics], truncated: false, coverage: coverage(traces) };
}

export function attributeValues(traces, reference, parameters) {
  const values = new Map();
  const query = lenient(parameters.get("query"));
  for (const { trace, span } of spansOf(traces.filter(isSmall), query, boundsOf(parameters))) {
    const value = fieldOf(trace, span, reference);
    if (value !== undefined && reference !== "duration" && typeof value !== "object") {
      values.set(value, (values.get(value) ?? 0) + 1);
    }
  }
  return {
    values: [...values].map(([value, spanCount]) => ({ ...typed(value, reference), spanCount })),
    truncated: false,
    coverage: coverage(traces),
  };
}

const isSmall = ({ rows }) => rows.length < 10_000;
