/** What the fake holds, and how it tells of a trace and a span. */

import { checkout } from "./checkout.mjs";
import { browse, login } from "./visits.mjs";
import { hostile, huge, wide } from "./odd.mjs";
import { random } from "./random.mjs";

const SECOND = 1_000_000_000n;

export function fillStore({ now, hugeSpans = 0, withHostile = false, wideServices = 0 }) {
  const dice = random(7);
  const traces = [];
  let at = now - 2n * SECOND;
  for (let index = 0; index < 240; index++) {
    const kind = dice.next();
    if (kind < 0.42) {
      traces.push(checkout(dice, at, { fails: index === 2 || dice.chance(0.06), isSlow: dice.chance(0.08) }));
    } else if (kind < 0.85) {
      traces.push(browse(dice, at, { isIncomplete: dice.chance(0.03) }));
    } else {
      traces.push(
        login(dice, at, { fails: dice.chance(0.05), clockOff: traces.some(({ clockOff }) => clockOff) ? 0 : 38 }),
      );
    }
    at -= BigInt(Math.round(dice.around(9) * 1e9));
  }
  const wideTraces = wideServices > 0 ? 20 : 0;
  for (let index = 0; index < wideTraces; index++) {
    traces.unshift(wide(dice, now - BigInt(index + 3) * 30n * SECOND, wideServices));
  }
  if (withHostile) {
    traces.unshift(hostile(dice, now - SECOND));
  }
  if (hugeSpans > 0) {
    traces.push(huge(dice, at - 3600n * SECOND, hugeSpans));
  }
  return traces;
}

export function summary(trace, matched) {
  const services = new Map();
  for (const { span } of trace.rows) {
    const share = services.get(span.service) ?? { name: span.service, spanCount: 0, errorCount: 0 };
    share.spanCount++;
    share.errorCount += span.status === 2 ? 1 : 0;
    services.set(span.service, share);
  }
  const { span: root } = trace.rows[0];
  return {
    traceId: trace.traceId,
    rootService: root.service,
    rootName: root.name,
    startUnixNano: String(trace.startUnixNano),
    durationNanos: trace.durationNanos,
    spanCount: trace.rows.length,
    errorCount: trace.errorCount,
    orphanCount: trace.orphanCount,
    matchedSpanCount: matched,
    services: [...services.values()],
  };
}

export const STATUS = ["unset", "ok", "error"];
export const KIND = ["unspecified", "internal", "server", "client", "producer", "consumer"];

export function resourceOf({ service }) {
  return {
    "service.name": service,
    "service.version": "2.14.1",
    "service.namespace": "shop",
    "deployment.environment.name": "production",
    "host.name": "node-07",
    "k8s.pod.name": `${service}-6d9f7c5b8-x2x4k`,
    "telemetry.sdk.language": "java",
    "telemetry.sdk.version": "1.67.0",
  };
}

export function spanDetail(trace, { span }) {
  return {
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    service: span.service,
    name: span.name,
    kind: KIND[span.kind],
    startUnixNano: String(trace.startUnixNano + BigInt(span.start)),
    durationNanos: span.duration,
    status: STATUS[span.status],
    statusMessage: span.message,
    traceState: "",
    scope: { name: "io.opentelemetry.tomcat-10.0", version: "2.30.0-alpha" },
    attributes: attributeList(span.attributes),
    resource: attributeList(resourceOf(span)),
    events: span.events.map(({ name, time, attributes }) => ({
      name,
      timeUnixNano: String(time),
      attributes: attributeList(attributes),
    })),
    links: span.links.map(({ traceId, spanId, attributes }) => ({
      traceId,
      spanId,
      attributes: attributeList(attributes),
    })),
    droppedAttributes: 0,
    droppedEvents: 0,
    droppedLinks: 0,
  };
}

function attributeList(attributes) {
  return Object.entries(attributes).map(([key, value]) => ({ key, type: typeOf(value), value }));
}

function typeOf(value) {
  if (Array.isArray(value)) {
    return "array";
  }
  if (typeof value === "number") {
    return Number.isInteger(value) ? "int" : "double";
  }
  return { boolean: "bool", object: "map" }[typeof value] ?? "string";
}

const LOGGED = [
  ["INFO", 9, "accepted"],
  ["DEBUG", 5, "reading from the replica"],
  ["INFO", 9, "done"],
];

/** What the spans of a trace logged, as OTLP/JSON: failed ones say why. */
export function logs(trace) {
  return {
    resourceLogs: trace.rows.slice(0, 200).map(({ span }, at) => {
      const [text, number, said] = span.status === 2 ? ["ERROR", 17, `failed: ${span.message}`] : LOGGED[at % 3];
      return {
        resource: { attributes: [{ key: "service.name", value: { stringValue: span.service } }] },
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: String(trace.startUnixNano + BigInt(span.start + Math.floor(span.duration / 2))),
                severityText: text,
                severityNumber: number,
                body: { stringValue: `${span.name} ${said}` },
                traceId: trace.traceId,
                spanId: span.spanId,
                attributes: [{ key: "thread.name", value: { stringValue: `${span.service}-worker-${at}` } }],
              },
            ],
          },
        ],
      };
    }),
  };
}

/** OTLP/JSON as far as a reader needs it. */
export function otlp(trace) {
  return {
    resourceSpans: trace.rows.map(({ span }) => ({
      resource: { attributes: [{ key: "service.name", value: { stringValue: span.service } }] },
      scopeSpans: [
        {
          spans: [
            {
              traceId: trace.traceId,
              spanId: span.spanId,
              parentSpanId: span.parentSpanId ?? "",
              name: span.name,
              kind: span.kind,
              startTimeUnixNano: String(trace.startUnixNano + BigInt(span.start)),
              endTimeUnixNano: String(trace.startUnixNano + BigInt(span.start + span.duration)),
              status: { code: span.status, message: span.message },
            },
          ],
        },
      ],
    })),
  };
}
