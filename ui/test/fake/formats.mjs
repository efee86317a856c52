/** A trace as files of other tools have it. */

import { KIND } from "./store.mjs";

const micros = (nanos) => Number(nanos / 1000n);

/** As Jaeger's page downloads it. */
export function jaeger(trace) {
  const services = [...new Set(trace.rows.map(({ span }) => span.service))];
  return {
    data: [
      {
        traceID: trace.traceId,
        processes: Object.fromEntries(services.map((serviceName) => [serviceName, { serviceName, tags: [] }])),
        spans: trace.rows.map(({ span }) => ({
          traceID: trace.traceId,
          spanID: span.spanId,
          operationName: span.name,
          references:
            span.parentSpanId === null
              ? []
              : [{ refType: "CHILD_OF", traceID: trace.traceId, spanID: span.parentSpanId }],
          startTime: micros(trace.startUnixNano + BigInt(span.start)),
          duration: span.duration / 1000,
          tags: [
            { key: "span.kind", type: "string", value: KIND[span.kind] },
            ...(span.status === 2 ? [{ key: "error", type: "bool", value: true }] : []),
          ],
          logs: [],
          processID: span.service,
        })),
      },
    ],
  };
}

/** As Zipkin answers and its page downloads it. */
export function zipkin(trace) {
  return trace.rows.map(({ span }) => ({
    traceId: trace.traceId,
    id: span.spanId,
    ...(span.parentSpanId !== null && { parentId: span.parentSpanId }),
    name: span.name,
    kind: KIND[span.kind].toUpperCase(),
    timestamp: micros(trace.startUnixNano + BigInt(span.start)),
    duration: span.duration / 1000,
    localEndpoint: { serviceName: span.service },
    tags: span.status === 2 ? { error: "true" } : {},
  }));
}
