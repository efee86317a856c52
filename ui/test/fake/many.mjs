/** The traces of two queries as one call tree. */

import { lifts, merge } from "./merged.mjs";
import { KIND } from "./store.mjs";
import { parse, spansOf } from "./traceql.mjs";

export function comparedQueries(traces, { a, b, limit = 100 }) {
  const [left, right] = [a, b].map(({ query, ...bounds }) =>
    [...new Set(spansOf(traces, parse(query), bounds).map(({ trace }) => trace))].slice(0, limit),
  );
  const nodes = merge([...left, ...right]).map(({ node, parent, depth }) => {
    const [inA, inB] = [left, right].map((side) => tally(node, new Set(side)));
    return {
      parent,
      depth,
      service: node.span.service,
      name: node.span.name,
      kind: KIND[node.span.kind],
      a: inA,
      b: inB,
      deltaPathNanos: inB.pathNanos / Math.max(right.length, 1) - inA.pathNanos / Math.max(left.length, 1),
      deltaErrorRate: rate(inB) - rate(inA),
    };
  });
  const spans = (side) => side.flatMap((trace) => trace.rows.map(({ span }) => ({ trace, span })));
  const { attributes } = lifts(spans(right), spans(left), 50);
  return { a: told(left), b: told(right), nodes, attributes, truncated: false };
}

const rate = ({ count, errors }) => (count === 0 ? 0 : errors / count);
const at = (sorted, part) => sorted[Math.max(Math.ceil(part * sorted.length) - 1, 0)] ?? 0;
const ordered = (values) => values.toSorted((x, y) => x - y);

function told(traces) {
  const durations = ordered(traces.map(({ durationNanos }) => durationNanos));
  return {
    traceCount: traces.length,
    spanCount: traces.reduce((sum, { rows }) => sum + rows.length, 0),
    failedTraceCount: traces.filter(({ errorCount }) => errorCount > 0).length,
    meanNanos: durations.reduce((sum, nanos) => sum + nanos, 0) / Math.max(traces.length, 1),
    p50Nanos: at(durations, 0.5),
    p95Nanos: at(durations, 0.95),
  };
}

function tally(node, side) {
  const entries = node.entries.filter(({ trace }) => side.has(trace));
  const durations = ordered(entries.map(({ span }) => span.duration));
  const total = durations.reduce((sum, nanos) => sum + nanos, 0);
  const longest = entries.find(({ span }) => span.duration === durations.at(-1));
  return {
    traceCount: new Set(entries.map(({ trace }) => trace)).size,
    count: entries.length,
    errors: entries.filter(({ span }) => span.status === 2).length,
    totalNanos: total,
    selfNanos: total / (node.children.size + 1),
    pathNanos: total / (node.children.size + 1),
    p50Nanos: at(durations, 0.5),
    p95Nanos: at(durations, 0.95),
    ...(longest && { exampleTraceId: longest.trace.traceId, exampleSpanId: longest.span.spanId }),
  };
}
