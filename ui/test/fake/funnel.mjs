/** How many traces take one step after the other: each by the first span that suits, only as cleverly as tests need. */

import { summary } from "./store.mjs";
import { QueryError, parse, spansOf } from "./traceql.mjs";

const MOST_LOST = 20;

export function funnel(traces, { steps, gapNanos = Infinity, ...bounds }) {
  const queries = steps.map((step, at) => parsed(step, at));
  const entered = new Set(spansOf(traces, queries[0], bounds).map(({ trace }) => trace));
  const chains = [...entered].map((trace) => ({ trace, chain: chainOf(trace, queries, gapNanos) }));
  const reached = queries.map((_, at) => chains.filter(({ chain }) => chain.length > at));
  return {
    steps: reached.map((here, at) => {
      const lost = at + 1 < steps.length ? here.filter(({ chain }) => chain.length === at + 1) : [];
      return {
        traceCount: here.length,
        shareOfPrevious: share(here, reached[Math.max(at - 1, 0)]),
        shareOfFirst: share(here, reached[0]),
        sincePrevious: at === 0 ? null : times(here.map(({ chain }) => chain[at].start - chain[at - 1].start)),
        lostCount: lost.length,
        lost: lost.slice(0, MOST_LOST).map(({ trace, chain }) => told(trace, chain.at(-1))),
      };
    }),
    whole: times(reached.at(-1).map(({ chain }) => chain.at(-1).start - chain[0].start)),
  };
}

function parsed(step, at) {
  try {
    return parse(step);
  } catch (error) {
    throw error instanceof QueryError ? new QueryError(error.message.replace("query", `steps[${at}]`)) : error;
  }
}

function chainOf(trace, queries, gapNanos) {
  const chain = [];
  for (const query of queries) {
    const before = chain.at(-1);
    const next = spansOf([trace], query, {})
      .map(({ span }) => span)
      .filter((span) => !before || (span !== before && span.start >= before.start))
      .toSorted((a, b) => a.start - b.start)[0];
    if (!next || (before && next.start - before.start > gapNanos)) {
      break;
    }
    chain.push(next);
  }
  return chain;
}

const share = (part, all) => (all.length === 0 ? null : part.length / all.length);

function times(nanos) {
  const ordered = nanos.toSorted((a, b) => a - b);
  const at = (part) => ordered[Math.max(Math.ceil(part * ordered.length) - 1, 0)];
  return ordered.length === 0 ? null : { p50Nanos: at(0.5), p95Nanos: at(0.95) };
}

function told(trace, span) {
  const { rootService, rootName, durationNanos, spanCount, errorCount } = summary(trace, 1);
  return {
    traceId: trace.traceId,
    spanId: span.spanId,
    startUnixNano: String(trace.startUnixNano + BigInt(span.start)),
    rootService,
    rootName,
    durationNanos,
    spanCount,
    errorCount,
  };
}
