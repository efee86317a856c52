import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpanDetail } from "../../src/api/types";
import { changeOf, errorChange } from "../../src/model/change";
import { comparedIds } from "../../src/compare/search";
import { assemble } from "../../src/model/assemble";
import { decodeColumns, nameOf, serviceOf, spanIdHex } from "../../src/model/columns";
import { encodeColumns, fromBase64, toBase64 } from "../../src/model/encodeColumns";
import { REDACTED, Redaction, USUAL_KEYS } from "../../src/model/redact";
import { sampleTrace } from "../../src/home/sampleTrace";
import { readFile } from "../../src/upload/file";
import { readOtlp } from "../../src/upload/otlp";
import { checkout } from "../fake/checkout.mjs";
import { random } from "../fake/random.mjs";
import { otlp, spanDetail } from "../fake/store.mjs";
import { arbitraryColumns, arbitraryTrace } from "./traces";

describe("columns in a file", () => {
  it("read back as they were", () => {
    fc.assert(
      fc.property(arbitraryColumns(), (columns) => {
        expect(decodeColumns(fromBase64(toBase64(encodeColumns(columns))))).toEqual(columns);
      }),
    );
  });
});

const detailsOf = (trace: ReturnType<typeof checkout>) =>
  trace.rows.map((row) => spanDetail(trace, row)) as SpanDetail[];

describe("columns out of spans", () => {
  it("are a forest in preorder with the same spans, whatever order they come in", () => {
    fc.assert(
      fc.property(arbitraryTrace(), fc.infiniteStream(fc.nat()), (trace, dice) => {
        const spans = detailsOf(trace).toSorted(() => (dice.next().value! % 3) - 1);
        const columns = assemble(trace.traceId, spans);
        const read = decodeColumns(encodeColumns(columns));

        expect(read.spanCount).toBe(trace.rows.length);
        expect(read.errorCount).toBe(trace.errorCount);
        for (let row = 0; row < read.spanCount; row++) {
          const span = spans.find(({ spanId }) => spanId === spanIdHex(read, row))!;
          const parent = read.parent[row]!;
          expect([serviceOf(read, row), nameOf(read, row)]).toEqual([span.service, span.name]);
          expect(parent === -1 ? null : spanIdHex(read, parent)).toBe(span.parentSpanId);
        }
      }),
    );
  });

  it("cut a circle above its first span and keep orphans as roots", () => {
    const span = (spanId: string, parentSpanId: string | null, start: number) =>
      ({
        ...detailsOf(checkout(random(1), 0n))[0]!,
        spanId,
        parentSpanId,
        startUnixNano: String(start),
      }) satisfies SpanDetail;
    const ids = ["1", "2", "3", "4"].map((digit) => digit.padStart(16, "0")) as [string, string, string, string];
    const columns = assemble("a".repeat(32), [
      span(ids[0], ids[2], 30),
      span(ids[1], ids[0], 20),
      span(ids[2], ids[1], 10),
      span(ids[3], "f".repeat(16), 40),
    ]);

    expect([...columns.parent]).toEqual([-1, 0, 1, -1]);
    expect(spanIdHex(columns, 0)).toBe(ids[2]);
    expect(columns.orphanCount).toBe(1);
    expect(() => decodeColumns(encodeColumns(columns))).not.toThrow();
  });

  it("are made of a chain as long as the trace", () => {
    const [template] = detailsOf(checkout(random(1), 0n));
    const id = (at: number) => (at + 1).toString(16).padStart(16, "0");
    const spans = Array.from({ length: 20_000 }, (_, at) => ({
      ...template!,
      spanId: id(at),
      parentSpanId: at === 0 ? null : id(at - 1),
    }));

    expect(assemble("a".repeat(32), spans).depth.at(-1)).toBe(19_999);
  });
});

describe("OTLP/JSON in a file", () => {
  const trace = checkout(random(2), 1_700_000_000_000_000_000n, { fails: true });

  it("is one object, a list, or one a line", () => {
    const text = JSON.stringify(otlp(trace));
    for (const file of [text, `[${text}]`, `${text}\n\n${text}`]) {
      expect(readFile(file).length % trace.rows.length).toBe(0);
    }
    expect(readFile(text)[0]).toMatchObject({
      traceId: trace.traceId,
      service: "gateway",
      name: "POST /checkout",
      parentSpanId: null,
    });
  });

  it("has values of every type, and ids in base64 where protobuf wrote them", () => {
    const attributes = [
      ["s", { stringValue: "x" }],
      ["i", { intValue: "9007199254740993" }],
      ["n", { intValue: 5 }],
      ["d", { doubleValue: 0.5 }],
      ["b", { boolValue: false }],
      ["a", { arrayValue: { values: [{ intValue: "1" }] } }],
      ["m", { kvlistValue: { values: [{ key: "k", value: { stringValue: "v" } }] } }],
      ["e", {}],
    ].map(([key, value]) => ({ key, value }));
    const span = {
      traceId: btoa("0123456789abcdef"),
      spanId: btoa("01234567"),
      kind: "SPAN_KIND_SERVER",
      status: { code: "STATUS_CODE_ERROR" },
      attributes,
    };
    const [read] = readFile(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }));

    expect(read).toMatchObject({
      traceId: "30313233343536373839616263646566",
      kind: "server",
      status: "error",
      service: "unknown_service",
    });
    expect(read!.attributes.map(({ value }) => value)).toEqual([
      "x",
      "9007199254740993",
      5,
      0.5,
      false,
      [1],
      { k: "v" },
      null,
    ]);
  });

  it.each([["nonsense"], ["{}"], ["[1, null]"], ['{"resourceSpans":5}'], ['{"a":1}\n{'], [""]])(
    "%j is refused with a reason",
    (text) => {
      expect(() => readFile(text)).toThrow(/^The file must/);
    },
  );
});

describe("redaction", () => {
  const redact = (text: string) => new Redaction(USUAL_KEYS).text(text);

  it.each([
    ["mail ada@example.org now", `mail ${REDACTED} now`],
    ["Authorization: Bearer abc.def-12345", `Authorization: Bearer ${REDACTED}`],
    ["jdbc:postgres://ada:pw@db/shop", `jdbc:postgres://${REDACTED}@db/shop`],
    ["card 4111 1111 1111 1111", `card ${REDACTED}`],
    ["GET /cart/42", "GET /cart/42"],
  ])("of %j is %j", (text, kept) => {
    expect(redact(text)).toBe(kept);
  });

  it("leaves no value of a named key anywhere in a span", () => {
    const secret = fc
      .string({ minLength: 12, maxLength: 20 })
      .filter((text) => !REDACTED.includes(text) && text.trim() !== "");
    const key = fc.constantFrom("http.request.header.authorization", "X-API-Key", "db.PASSWORD", "user.id");
    fc.assert(
      fc.property(secret, key, (value, name) => {
        const held = { key: name, type: "string" as const, value: `§${value}§` };
        const [span] = detailsOf(checkout(random(1), 0n));
        const told = new Redaction(USUAL_KEYS).span({
          ...span!,
          attributes: [held, { key: "m", type: "map", value: { [name]: held.value } }],
          resource: [held],
          events: [{ name: "e", timeUnixNano: "0", attributes: [held] }],
          links: [{ traceId: "", spanId: "", attributes: [held] }],
        });

        expect(JSON.stringify(told)).not.toContain(JSON.stringify(held.value).slice(1, -1));
      }),
    );
  });

  it("counts what it changed and ignores empty rules", () => {
    const redaction = new Redaction(["", " token "]);
    redaction.attributes([
      { key: "token", type: "string", value: "x" },
      { key: "other", type: "string", value: "y" },
    ]);

    expect(redaction.count).toBe(1);
  });
});

describe("changes", () => {
  it.each([
    [150, 100, "+50 %", true],
    [50, 100, "−50 %", false],
    [2000, 100, "× 20", true],
    [100, 0, "", false],
    [101, 100, "+1.0 %", false],
  ])("from %i after %i are %j", (now, before, text, isWorse) => {
    expect(changeOf(now, before)).toMatchObject({ text, isWorse });
  });

  it("of error rates are told in points of a hundred", () => {
    const red = (errorRate: number) => ({
      count: 10,
      rate: 1,
      errors: 0,
      errorRate,
      p50Nanos: 0,
      p95Nanos: 0,
      p99Nanos: 0,
    });

    expect(errorChange(red(0.05), red(0.01))).toMatchObject({ text: "+4.0 pp", isWorse: true });
    expect(errorChange(red(0.05), { ...red(0.01), count: 0 }).text).toBe("");
  });
});

describe("Jaeger's address of a comparison", () => {
  it.each([
    ["ab...cd", { a: "ab".padStart(32, "0"), b: "cd".padStart(32, "0") }],
    ["ab...", { a: "ab".padStart(32, "0"), b: undefined }],
    ["ab", null],
    ["x...y", null],
  ])("%s compares %j", (text, search) => {
    expect(comparedIds(text)).toEqual(search);
  });
});

describe("the sample trace", () => {
  const { traceId, document } = sampleTrace(1_700_000_000_420);
  const spans = [...readOtlp(document)];

  it("is one whole trace that ends now", () => {
    const columns = assemble(traceId, spans);
    const ends = spans.map(
      ({ startUnixNano, durationNanos }) => Number(BigInt(startUnixNano) / 1000n) + durationNanos / 1000,
    );

    expect(columns.spanCount).toBe(8);
    expect(columns.startUnixNano).toBe(1_700_000_000_000_000_000n);
    expect(Math.max(...ends)).toBe(1_700_000_000_420_000);
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(spans.filter(({ parentSpanId }) => parentSpanId === null)).toHaveLength(1);
  });

  it("has an error with its exception below one that shows it", () => {
    const failed = spans.filter(({ status }) => status === "error");

    expect(failed.map(({ kind }) => kind).toSorted()).toEqual(["client", "server"]);
    expect(failed.flatMap(({ events }) => events.map(({ name }) => name))).toEqual(["exception"]);
  });

  it("lies within itself: no span leaves its parent", () => {
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const ends = (span: SpanDetail) => BigInt(span.startUnixNano) + BigInt(span.durationNanos);
    for (const span of spans.filter(({ parentSpanId }) => parentSpanId !== null)) {
      const parent = byId.get(span.parentSpanId!)!;
      expect(BigInt(span.startUnixNano)).toBeGreaterThanOrEqual(BigInt(parent.startUnixNano));
      expect(ends(span)).toBeLessThanOrEqual(ends(parent));
    }
  });
});
