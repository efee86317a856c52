import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLogs } from "../../src/api/logs";
import { isAtLeast, levelOf } from "../../src/model/severity";
import { readFile } from "../../src/upload/file";
import type { FileSpan } from "../../src/upload/otlp";
import { jaeger, zipkin } from "../fake/formats.mjs";
import { otlp } from "../fake/store.mjs";
import { arbitraryTrace } from "./traces";

describe("files of other tools", () => {
  const shape = (spans: readonly FileSpan[]) =>
    spans
      .map(({ spanId, parentSpanId, service, name, kind, startUnixNano, durationNanos, status }) => ({
        spanId,
        parentSpanId,
        service,
        name,
        kind,
        startUnixNano,
        durationNanos,
        isError: status === "error",
      }))
      .toSorted((a, b) => (a.spanId < b.spanId ? -1 : 1));
  type Trace = Parameters<typeof otlp>[0];
  /** Both count microseconds. */
  const inMicros = (trace: Trace) => {
    for (const { span } of trace.rows) {
      span.start = Math.round(span.start / 1000) * 1000;
      span.duration = Math.round(span.duration / 1000) * 1000;
    }
    return trace;
  };

  it.each([
    ["Jaeger", jaeger],
    ["Zipkin", zipkin],
  ])("of %s say the same as OTLP/JSON, whatever the trace", (_, write) => {
    fc.assert(
      fc.property(arbitraryTrace().map(inMicros), (trace) => {
        expect(shape(readFile(JSON.stringify(write(trace))))).toEqual(shape(readFile(JSON.stringify(otlp(trace)))));
      }),
    );
  });

  it("have short ids, tags, logs and references as Jaeger writes them", () => {
    const span = {
      traceID: "ab",
      spanID: "1",
      operationName: "GET /",
      references: [
        { refType: "CHILD_OF", traceID: "ab", spanID: "2" },
        { refType: "FOLLOWS_FROM", traceID: "cd", spanID: "3" },
      ],
      startTime: 1_700_000_000_000_001,
      duration: 5,
      tags: [
        { key: "span.kind", type: "string", value: "server" },
        { key: "error", type: "bool", value: true },
        { key: "n", type: "int64", value: 7 },
      ],
      logs: [{ timestamp: 1_700_000_000_000_002, fields: [{ key: "event", type: "string", value: "retry" }] }],
      processID: "p1",
    };
    const [read] = readFile(
      JSON.stringify({
        data: [{ spans: [span], processes: { p1: { serviceName: "cart", tags: [{ key: "host.name", value: "h" }] } } }],
      }),
    );

    expect(read).toMatchObject({
      traceId: "ab".padStart(32, "0"),
      parentSpanId: "2".padStart(16, "0"),
      service: "cart",
      kind: "server",
      status: "error",
      startUnixNano: "1700000000000001000",
      durationNanos: 5000,
      events: [{ name: "retry", timeUnixNano: "1700000000000002000" }],
      links: [{ traceId: "cd".padStart(32, "0"), spanId: "3".padStart(16, "0") }],
    });
    expect(read!.attributes.find(({ key }) => key === "n")).toEqual({ key: "n", type: "int", value: 7 });
    expect(read!.resource.find(({ key }) => key === "host.name")?.value).toBe("h");
  });

  it("of Zipkin have both sides of a call under one id: the receiver is below the caller, what it did below it", () => {
    const told = (kind: string, serviceName: string, id: string, parentId?: string) => ({
      traceId: "a1",
      id,
      ...(parentId && { parentId }),
      ...(kind && { kind }),
      localEndpoint: { serviceName },
      timestamp: 1,
    });
    const spans = readFile(
      JSON.stringify([
        told("CLIENT", "web", "b"),
        { ...told("SERVER", "cart", "b"), shared: true, tags: { error: "timeout" } },
        told("", "cart", "c", "b"),
      ]),
    );
    const [client, server, below] = spans;

    expect(server).toMatchObject({ parentSpanId: client!.spanId, status: "error", statusMessage: "timeout" });
    expect(server!.spanId).not.toBe(client!.spanId);
    expect(below!.parentSpanId).toBe(server!.spanId);
  });
});

describe("log records", () => {
  it("come in the order of time, with what they say as text", () => {
    const record = (timeUnixNano: string, body: object, more = {}) => ({ timeUnixNano, body, ...more });
    const logs = readLogs({
      resourceLogs: [
        {
          resource: { attributes: [{ key: "service.name", value: { stringValue: "cart" } }] },
          scopeLogs: [
            {
              logRecords: [
                record("20", { stringValue: "second" }, { spanId: "00000000000000ab", severityNumber: 17 }),
                record(
                  "0",
                  { kvlistValue: { values: [{ key: "k", value: { intValue: "1" } }] } },
                  { observedTimeUnixNano: "10" },
                ),
              ],
            },
          ],
        },
      ],
    });

    expect(logs.map(({ body, spanId, service }) => [body, spanId, service])).toEqual([
      ['{"k":1}', null, "cart"],
      ["second", "00000000000000ab", "cart"],
    ]);
    expect([0, 1, 8, 9, 13, 17, 24, 99].map(levelOf)).toEqual([
      "info",
      "trace",
      "debug",
      "info",
      "warn",
      "error",
      "fatal",
      "info",
    ]);
    expect(isAtLeast(17, "warn") && !isAtLeast(9, "warn")).toBe(true);
    expect(readLogs({})).toEqual([]);
  });
});
