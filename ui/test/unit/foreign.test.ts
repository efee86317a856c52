import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLogs } from "../../src/api/logs";
import { otlpOf } from "../../src/api/otlpValues";
import { readLines } from "../../src/api/stream";
import { holdsText } from "../../src/model/find";
import { isAtLeast, levelOf } from "../../src/model/severity";
import { readFile } from "../../src/upload/file";
import type { FileSpan } from "../../src/upload/otlp";
import { checkout } from "../fake/checkout.mjs";
import { jaeger, zipkin } from "../fake/formats.mjs";
import { random } from "../fake/random.mjs";
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

describe("an answer that comes line by line", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const streamOf = (parts: readonly Uint8Array[]) =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        parts.forEach((part) => controller.enqueue(part));
        controller.close();
      },
    });

  it("is the same wherever the network cuts it, and tells how far it is before", async () => {
    const whole = bytes('{"progress":{"what":"blocks","done":1,"all":2}}\n\n{"answer":{"name":"Zürich ☂"}}\n');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: whole.length }), { maxLength: 8 }), async (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), whole.length];
        const parts = places.slice(1).map((to, at) => whole.slice(places[at], to));
        const heard: unknown[] = [];

        expect(await readLines(streamOf(parts), { onProgress: (progress) => heard.push(progress) })).toEqual({
          answer: { name: "Zürich ☂" },
        });
        expect(heard).toEqual([{ what: "blocks", done: 1, all: 2 }]);
      }),
    );
  });

  it("may end in an error, or in nothing", async () => {
    const error = { status: 504, message: "too slow" };

    expect(await readLines(streamOf([bytes(JSON.stringify({ error }))]), {})).toEqual({ error });
    expect(await readLines(streamOf([bytes('{"progress":{}}\n')]), {})).toBeNull();
    expect(await readLines(streamOf([bytes('{"answer":null}')]), {})).toEqual({ answer: null });
  });
});

describe("spans of a file", () => {
  it("can be sent as OTLP/JSON and are the same when read again", () => {
    fc.assert(
      fc.property(arbitraryTrace(), (trace) => {
        const spans = readFile(JSON.stringify(otlp(trace)));

        expect(readFile(JSON.stringify(otlpOf(trace.traceId, spans)))).toEqual(spans);
      }),
    );
  });

  it.each([["ORDER"], ["shop"], ["no cover"], ["user.id"], ["4711"], ["node-7"], ["boom"], ["deep"]])(
    "hold %s wherever it is",
    (text) => {
      const [plain] = readFile(JSON.stringify(otlp(checkout(random(1), 0n))));
      const attribute = (key: string, value: unknown) => ({ key, type: "string" as const, value });
      const span = {
        ...plain!,
        name: "place order",
        service: "shop",
        statusMessage: "no cover",
        attributes: [attribute("user.id", 4711), attribute("m", { a: ["deep"] })],
        resource: [attribute("host.name", "node-7")],
        events: [{ name: "Boom", timeUnixNano: "0", attributes: [] }],
      };

      expect(holdsText(span, text)).toBe(true);
      expect(holdsText(span, `${text}?`)).toBe(false);
    },
  );
});
