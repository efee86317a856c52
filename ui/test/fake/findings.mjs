/** What is told of one trace. */

import { groupBy } from "./services.mjs";

export function findings(trace) {
  const found = [rootCause(trace), repeated(trace), incomplete(trace)].filter((finding) => finding !== null);
  return {
    criticalPath: criticalPath(trace),
    completeness: {
      complete: trace.orphanCount === 0,
      spanCount: trace.rows.length,
      rootCount: trace.orphanCount === 0 ? 1 : 0,
      orphanCount: trace.orphanCount,
      missingParents: [],
      cycleCount: 0,
      unfinishedCount: 0,
      outsideCount: 0,
      droppedCount: 0,
    },
    clockSkew: clockSkew(trace),
    findings: found,
  };
}

/** From the end backwards: always the child that ended last before the moment. */
function criticalPath(trace) {
  const children = groupBy(
    trace.rows.slice(0, 2000).filter(({ parentRow }) => parentRow >= 0),
    ({ parentRow }) => parentRow,
  );
  const sections = [];
  const walk = (row, from, to) => {
    const { span } = trace.rows[row];
    let end = to;
    const inside = (children.get(row) ?? []).toSorted(
      (a, b) => b.span.start + b.span.duration - a.span.start - a.span.duration,
    );
    for (const child of inside) {
      const [start, stop] = [Math.max(child.span.start, from), Math.min(child.span.start + child.span.duration, end)];
      if (stop > start && stop <= end) {
        add(span, stop, end);
        walk(trace.rows.indexOf(child), start, stop);
        end = start;
      }
    }
    add(span, from, end);
  };
  const add = ({ spanId }, start, end) => {
    if (end > start) {
      const moment = (nanos) => String(trace.startUnixNano + BigInt(Math.round(nanos)));
      sections.push({ spanId, startUnixNano: moment(start), endUnixNano: moment(end) });
    }
  };
  const { span: root } = trace.rows[0];
  walk(0, root.start, root.start + root.duration);
  return sections.toReversed();
}

function rootCause(trace) {
  const failed = trace.rows.filter(({ span }) => span.status === 2);
  const cause = failed.toSorted((a, b) => b.depth - a.depth || a.span.start - b.span.start)[0];
  if (!cause) {
    return null;
  }
  const { span } = cause;
  return {
    kind: "rootCause",
    severity: "error",
    title: `Root cause: ${span.service} failed in ${span.name}: ${span.message}`,
    spanIds: [span.spanId],
    evidence: {
      nanos: span.duration,
      share: span.duration / trace.durationNanos,
      service: span.service,
      name: span.name,
      message: span.message,
      exceptionType: "",
      chain: [span.spanId],
      reachesRoot: true,
    },
  };
}

function repeated(trace) {
  const groups = groupBy(
    trace.rows.slice(0, 2000),
    ({ parentRow, span }) => `${parentRow} ${span.service} ${span.name}`,
  );
  const [rows] = [...groups.values()].filter((members) => members.length >= 5).toSorted((a, b) => b.length - a.length);
  if (!rows) {
    return null;
  }
  const { span } = rows[0];
  const total = rows.reduce((sum, row) => sum + row.span.duration, 0);
  return {
    kind: "nPlusOne",
    severity: "warning",
    title: `N+1: ${rows.length} × ${span.name} in ${span.service}`,
    spanIds: rows.slice(0, 200).map((row) => row.span.spanId),
    evidence: {
      nanos: total,
      share: total / trace.durationNanos,
      service: span.service,
      name: span.name,
      parentName: "",
      count: rows.length,
      totalNanos: total,
      p50Nanos: span.duration,
      maxNanos: span.duration,
    },
  };
}

/** The identity service's clock runs ahead where the trace was made so. */
function clockSkew(trace) {
  const told = trace.clockOff && trace.rows.find(({ span }) => span.service === "identity" && span.kind === 2);
  return told
    ? [
        {
          host: "identity-01",
          relativeTo: "gateway-07",
          shiftNanos: -trace.clockOff * 1e6,
          leastNanos: (-trace.clockOff - 0.8) * 1e6,
          mostNanos: (-trace.clockOff + 0.9) * 1e6,
          callCount: 1,
          consistent: true,
          spanIds: [told.span.spanId],
        },
      ]
    : [];
}

function incomplete(trace) {
  return trace.orphanCount === 0
    ? null
    : {
        kind: "incomplete",
        severity: "warning",
        title: `Incomplete: ${trace.orphanCount} span without its parent`,
        spanIds: [trace.rows[0].span.spanId],
        evidence: { nanos: 0, share: 0, orphanCount: trace.orphanCount, rootCount: 0 },
      };
}

export function percentiles(traces, trace, { ids = "" }) {
  const all = traces.flatMap(({ rows }) => rows.map(({ span }) => span));
  return {
    range: {},
    spans: ids.split(",").map((spanId) => {
      const own = trace.rows.find(({ span }) => span.spanId === spanId)?.span;
      const alike = all.filter(
        ({ service, name, kind }) => own && service === own.service && name === own.name && kind === own.kind,
      );
      const durations = alike.map(({ duration }) => duration).toSorted((a, b) => a - b);
      const at = (share) => durations[Math.max(Math.ceil(share * durations.length) - 1, 0)] ?? 0;
      return {
        spanId,
        percentile:
          durations.length === 0
            ? null
            : durations.filter((duration) => duration <= own.duration).length / durations.length,
        populationCount: durations.length,
        p50Nanos: at(0.5),
        p95Nanos: at(0.95),
        p99Nanos: at(0.99),
      };
    }),
  };
}
