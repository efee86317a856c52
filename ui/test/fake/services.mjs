/** Rates, errors and durations of services and their operations. */

import { KIND } from "./store.mjs";

const told = (from, to) => ({ startUnixNano: String(from), endUnixNano: String(to), stepNanos: 60_000_000_000 });

export function rangeOf({ startUnixNano, endUnixNano }) {
  const end = BigInt(endUnixNano ?? BigInt(Date.now()) * 1_000_000n);
  const start = BigInt(startUnixNano ?? end - 3_600_000_000_000n);
  return { start, end, range: told(start, end), previous: told(start - (end - start), start) };
}

export function red(spans, { start, end }) {
  const durations = spans.map(({ span }) => span.duration).toSorted((a, b) => a - b);
  const quantile = (share) => durations[Math.max(Math.ceil(share * durations.length) - 1, 0)] ?? 0;
  const errors = spans.filter(({ span }) => span.status === 2).length;
  return {
    count: spans.length,
    rate: spans.length / (Number(end - start) / 1e9),
    errors,
    errorRate: spans.length === 0 ? 0 : errors / spans.length,
    p50Nanos: quantile(0.5),
    p95Nanos: quantile(0.95),
    p99Nanos: quantile(0.99),
  };
}

/** Spans of a range and of the equal one before it. */
export function split(traces, bounds) {
  const length = bounds.end - bounds.start;
  const all = traces.flatMap((trace) =>
    trace.rows.map(({ span }) => ({ trace, span, at: trace.startUnixNano + BigInt(span.start) })),
  );
  return {
    now: all.filter(({ at }) => at >= bounds.start && at < bounds.end),
    before: all.filter(({ at }) => at >= bounds.start - length && at < bounds.start),
  };
}

function sparkline(spans, { start, end }, steps = 40) {
  const counts = Array.from({ length: steps }, () => 0);
  for (const { at } of spans) {
    counts[Math.min(Math.floor((Number(at - start) / Number(end - start)) * steps), steps - 1)]++;
  }
  return counts;
}

export function groupBy(entries, keyOf) {
  const groups = new Map();
  for (const entry of entries) {
    const key = keyOf(entry);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return groups;
}

const isReceived = ({ span }) => span.kind === 2 || span.kind === 5;

export function servicesOverview(traces, asked) {
  const bounds = rangeOf(asked);
  const { now, before } = split(traces, bounds);
  const services = [...groupBy(now, ({ span }) => span.service)].map(([service, spans]) => {
    const received = spans.filter(isReceived);
    const judged = received.length > 0 ? received : spans;
    return {
      service,
      basis: received.length > 0 ? "requests" : "spans",
      red: red(judged, bounds),
      before: red(
        before.filter((entry) => entry.span.service === service && (received.length === 0 || isReceived(entry))),
        bounds,
      ),
      sparkline: sparkline(judged, bounds),
      operationCount: new Set(spans.map(({ span }) => span.name)).size,
    };
  });
  return { ...ranges(bounds), services: services.toSorted((a, b) => b.red.count - a.red.count) };
}

const ranges = ({ range, previous }) => ({ range, previous });

export function serviceOverview(traces, service, asked) {
  const bounds = rangeOf(asked);
  const { now, before } = split(traces, bounds);
  const own = now.filter(({ span }) => span.service === service);
  if (own.length === 0) {
    return null;
  }
  const operations = [...groupBy(own, ({ span }) => `${span.kind} ${span.name}`)].map(([key, spans]) => ({
    name: spans[0].span.name,
    kind: KIND[spans[0].span.kind],
    red: red(spans, bounds),
    before: red(
      before.filter(({ span }) => span.service === service && `${span.kind} ${span.name}` === key),
      bounds,
    ),
    sparkline: sparkline(spans, bounds),
  }));
  const steps = 30;
  const step = (bounds.end - bounds.start) / BigInt(steps);
  const received = own.filter(isReceived);
  const edges = edgesOf(now, bounds);
  return {
    ...ranges(bounds),
    range: { ...bounds.range, stepNanos: Number(step) },
    service,
    basis: received.length > 0 ? "requests" : "spans",
    red: red(received.length > 0 ? received : own, bounds),
    before: red(
      before.filter((entry) => entry.span.service === service && isReceived(entry)),
      bounds,
    ),
    series: Array.from({ length: steps }, (_, at) => {
      const start = bounds.start + step * BigInt(at);
      const within = (received.length > 0 ? received : own).filter(
        (entry) => entry.at >= start && entry.at < start + step,
      );
      return { startUnixNano: String(start), red: red(within, { start, end: start + step }) };
    }),
    operations: operations.toSorted((a, b) => b.red.count * b.red.p50Nanos - a.red.count * a.red.p50Nanos),
    upstream: edges.filter(({ server }) => server === service),
    downstream: edges.filter(({ client }) => client === service),
  };
}

export function edgesOf(spans, bounds) {
  const calls = spans.filter(({ span }) => span.parent && span.parent.service !== span.service);
  return [...groupBy(calls, ({ span }) => `${span.parent.service}\n${span.service}`)].map(([key, members]) => {
    const [client, server] = key.split("\n");
    const connectionType = members[0].span.kind === 5 ? "messaging" : "http";
    return { client, server, connectionType, red: red(members, bounds), before: red([], bounds) };
  });
}

export function changes(traces, asked) {
  const bounds = rangeOf(asked);
  const { now } = split(traces, bounds);
  const payment = now.filter(({ span }) => span.service === "payment" && isReceived({ span }));
  const figures = red(payment, bounds);
  const before = { ...figures, errors: 0, errorRate: 0.001, p95Nanos: figures.p95Nanos / 3 };
  const change = (what, title) => ({
    service: "payment",
    name: "POST /charge",
    kind: "server",
    what,
    direction: "up",
    score: 8.1,
    title,
    red: figures,
    before,
  });
  return {
    ...ranges(bounds),
    changes:
      payment.length === 0
        ? []
        : [
            change("errors", "payment · POST /charge: errors 0.1 % → 6.2 %"),
            change("latency", "payment · POST /charge: p95 380 ms → 1.14 s"),
          ],
  };
}

/** Each service but those whose name starts with a vowel had a release in the range. */
export function serviceVersions(traces, service, asked) {
  const bounds = rangeOf(asked);
  const { now } = split(traces, bounds);
  const own = now.filter(({ span }) => span.service === service);
  const received = own.some(isReceived) ? own.filter(isReceived) : own;
  const steps = 30n;
  const step = (bounds.end - bounds.start) / steps;
  const change = bounds.start + step * 19n;
  const version = (name, spans, isNew) => ({
    version: name,
    red: red(spans, bounds),
    sparkline: sparkline(spans, bounds, Number(steps)),
    firstSeenUnixNano: String(isNew ? change : bounds.start),
    new: isNew,
  });
  const versions = [
    version(
      "2026.11.4",
      received.filter(({ at }) => at >= change),
      true,
    ),
    version(
      "2026.11.3",
      received.filter(({ at }) => at < change),
      false,
    ),
  ].filter((entry) => entry.red.count > 0);
  const range = { ...bounds.range, stepNanos: Number(step) };
  return {
    range,
    previous: bounds.previous,
    service,
    basis: "requests",
    versions: /^[aeiou]/.test(service) ? [{ ...version("", received, false) }] : versions,
    truncated: false,
  };
}
