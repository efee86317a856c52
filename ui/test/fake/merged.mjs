/** Many spans as one: merged call trees, shares of attributes, groups of errors. */

import { groupBy, rangeOf } from "./services.mjs";
import { KIND, resourceOf } from "./store.mjs";
import { holds, parse, spansOf, typed } from "./traceql.mjs";

/** Rows by their path of service and name, in preorder. */
export function merge(traces) {
  const root = { children: new Map() };
  for (const trace of traces) {
    const places = [];
    trace.rows.forEach(({ span, parentRow }) => {
      const above = parentRow < 0 ? root : places[parentRow];
      const key = `${span.kind} ${span.service} ${span.name}`;
      const node = above.children.get(key) ?? { span, children: new Map(), entries: [] };
      above.children.set(key, node);
      node.entries.push({ trace, span });
      places.push(node);
    });
  }
  const nodes = [];
  const visit = (node, parent, depth) => {
    const at = nodes.push({ node, parent, depth }) - 1;
    [...node.children.values()].forEach((child) => visit(child, at, depth + 1));
  };
  [...root.children.values()].forEach((node) => visit(node, -1, 0));
  return nodes;
}

const sum = (entries) => entries.reduce((total, { span }) => total + span.duration, 0);
const failed = (entries) => entries.filter(({ span }) => span.status === 2).length;

export function structure(traces, { query, limit = 100, ...bounds }) {
  const found = [...new Set(spansOf(traces, parse(query), bounds).map(({ trace }) => trace))].slice(0, limit);
  return {
    traceCount: found.length,
    nodes: merge(found).map(({ node, parent, depth }) => {
      const longest = node.entries.toSorted((a, b) => b.span.duration - a.span.duration)[0];
      const self = sum(node.entries) / (node.children.size + 1);
      return {
        parent,
        depth,
        service: node.span.service,
        name: node.span.name,
        kind: KIND[node.span.kind],
        traceCount: new Set(node.entries.map(({ trace }) => trace)).size,
        count: node.entries.length,
        errors: failed(node.entries),
        totalNanos: sum(node.entries),
        selfNanos: self,
        pathNanos: self,
        p50Nanos: node.entries[Math.floor(node.entries.length / 2)].span.duration,
        p95Nanos: longest.span.duration,
        maxNanos: longest.span.duration,
        exampleTraceId: longest.trace.traceId,
        exampleSpanId: longest.span.spanId,
      };
    }),
    truncated: false,
  };
}

const told = (trace) => ({
  traceId: trace.traceId,
  rootService: trace.rows[0].span.service,
  rootName: trace.rows[0].span.name,
  startUnixNano: String(trace.startUnixNano),
  durationNanos: trace.durationNanos,
  spanCount: trace.rows.length,
  errorCount: trace.errorCount,
});

export function comparedTraces(traces, asked) {
  const [a, b] = [asked.a, asked.b].map((id) => traces.find(({ traceId }) => traceId === id));
  if (!a || !b) {
    return null;
  }
  const nodes = merge([a, b]).map(({ node, parent, depth }) => {
    const side = (of) => {
      const entries = node.entries.filter(({ trace }) => trace === of);
      const self = sum(entries) / (node.children.size + 1);
      return {
        count: entries.length,
        errors: failed(entries),
        totalNanos: sum(entries),
        selfNanos: self,
        pathNanos: self,
        spanIds: entries.map(({ span }) => span.spanId).slice(0, 20),
      };
    };
    const [left, right] = [side(a), side(b)];
    return {
      parent,
      depth,
      service: node.span.service,
      name: node.span.name,
      kind: KIND[node.span.kind],
      a: left,
      b: right,
      deltaNanos: right.totalNanos - left.totalNanos,
      deltaSelfNanos: right.selfNanos - left.selfNanos,
      deltaPathNanos: right.pathNanos - left.pathNanos,
      deltaErrors: right.errors - left.errors,
      only: left.count === 0 ? "b" : right.count === 0 ? "a" : null,
      attributes:
        left.errors === right.errors
          ? []
          : [{ key: "http.response.status_code", scope: "span", a: ["200"], b: ["502"] }],
    };
  });
  return {
    a: told(a),
    b: told(b),
    nodes,
    resources: [{ service: "payment", key: "service.version", a: ["2.14.0"], b: ["2.14.1"] }],
    truncated: false,
  };
}

const count = (entries) =>
  groupBy(
    entries.flatMap(({ span }) => [
      ...prefixed("span", span.attributes),
      ...prefixed("resource", resourceOf(span)),
      ["name", span.name],
    ]),
    ([key, value]) => JSON.stringify([key, value]),
  );

export function comparedSpans(traces, { selection, baseline = "{ }", limit = 50, ...bounds }) {
  const wanted = parse(selection);
  const all = spansOf(traces, parse(baseline), bounds);
  const chosen = all.filter(({ trace, span }) => holds(wanted, trace, span));
  return lifts(
    chosen,
    all.filter((entry) => !chosen.includes(entry)),
    limit,
  );
}

export function lifts(chosen, rest, limit) {
  const [inside, outside] = [count(chosen), count(rest)];
  const byKey = groupBy([...inside], ([key]) => JSON.parse(key)[0]);
  const attributes = [...byKey].map(([key, entries]) => {
    const values = entries.map(([id, members]) => {
      const [selectionCount, baselineCount] = [members.length, outside.get(id)?.length ?? 0];
      const selectionShare = selectionCount / chosen.length;
      const baselineShare = rest.length === 0 ? 0 : baselineCount / rest.length;
      return {
        value: typed(JSON.parse(id)[1]),
        selectionCount,
        baselineCount,
        selectionShare,
        baselineShare,
        lift: baselineShare === 0 ? null : selectionShare / baselineShare,
      };
    });
    return {
      key,
      score: Math.max(...values.map((entry) => entry.selectionShare - entry.baselineShare)),
      values: values.slice(0, 10),
    };
  });
  return {
    selectionCount: chosen.length,
    baselineCount: rest.length,
    attributes: attributes
      .filter(({ score }) => score > 0.02)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, limit),
  };
}

const prefixed = (scope, attributes) =>
  Object.entries(attributes)
    .filter(([, value]) => typeof value !== "object")
    .map(([key, value]) => [`${scope}.${key}`, value]);

export function errorGroups(traces, { query = "{ }", steps = 48, group, ...asked }) {
  const bounds = rangeOf(asked);
  const spans = spansOf(traces, parse(query), asked).filter(({ span }) => span.status === 2);
  const groups = groupBy(spans, ({ span }) => `${span.service}\n${exceptionOf(span).type}`);
  return {
    range: bounds.range,
    errorCount: spans.length,
    groups: [...groups]
      .map(([key, members], at) => {
        const { type, message, frame } = exceptionOf(members[0].span);
        const ordered = members.toSorted((a, b) => Number(b.at - a.at));
        const sparkline = Array.from({ length: steps }, () => 0);
        members.forEach((entry) => {
          sparkline[
            Math.min(
              Math.floor((Number(entry.at - bounds.start) / Number(bounds.end - bounds.start)) * steps),
              steps - 1,
            )
          ]++;
        });
        return {
          id: at.toString(16).padStart(16, "5"),
          type,
          message,
          frame,
          service: key.split("\n")[0],
          count: members.length,
          traceCount: new Set(members.map(({ trace }) => trace)).size,
          share: members.length / spans.length,
          sparkline,
          firstSeenUnixNano: String(ordered.at(-1).at),
          lastSeenUnixNano: String(ordered[0].at),
          ...sinceWhen(at, ordered),
          names: [...new Set(members.map(({ span }) => span.name))].slice(0, 10),
          examples: ordered.slice(0, 5).map(({ trace, span, at: moment }) => ({
            traceId: trace.traceId,
            spanId: span.spanId,
            startUnixNano: String(moment),
            message: span.message,
          })),
        };
      })
      .filter(({ id }) => group === undefined || id === group)
      .toSorted((a, b) => b.count - a.count),
    truncated: false,
    lookedAtBefore: { startUnixNano: String(bounds.start - DAY), endUnixNano: String(bounds.start) },
  };
}

const DAY = 86_400_000_000_000n;

/** The first group is new, the second has come back; both were seen in two versions. */
function sinceWhen(at, newestFirst) {
  const half = Math.ceil(newestFirst.length / 2);
  const version = (name, members) => ({
    version: name,
    count: members.length,
    firstSeenUnixNano: String(members.at(-1)?.at),
    lastSeenUnixNano: String(members[0]?.at),
  });
  return {
    new: at === 0,
    regressed: at === 1,
    quietNanos: at === 1 ? 25_200_000_000_000 : 0,
    versions: [version("2026.11.4", newestFirst.slice(0, half)), version("2026.11.3", newestFirst.slice(half))].filter(
      (seen) => seen.count > 0,
    ),
  };
}

function exceptionOf(span) {
  const attributes = span.events.find(({ name }) => name === "exception")?.attributes ?? {};
  return {
    type: attributes["exception.type"] ?? "",
    message: attributes["exception.message"] ?? span.message,
    frame: attributes["exception.type"] ? "com.acme.payment.CardGateway.authorise(CardGateway.java)" : "",
  };
}
