import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../src/app/searchParams";
import { understand } from "../../src/app/understand";
import { fromJaeger } from "../../src/explore/jaeger";
import { clauses, timeWindow, toRequest, validateExplore } from "../../src/explore/query";
import { layOutStrip, dotAt, momentAt } from "../../src/explore/strip";
import { snippets } from "../../src/home/snippets";
import { normalTraceId, validateTrace } from "../../src/trace/search";
import { webAddress } from "../../src/trace/attributeText";

const defined = (object: object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

describe("search params", () => {
  it("read back as they were written", () => {
    const key = fc.stringMatching(/^[a-z]{1,8}$/);
    const value = fc.string({ minLength: 1 });
    const search = fc.dictionary(key, fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 4 })), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(search, (wanted) => {
        expect(parseSearch(stringifySearch(wanted))).toEqual(wanted);
      }),
    );
  });

  it("leave out what is absent", () => {
    expect(stringifySearch({ a: undefined, b: "", c: [], d: true })).toBe("?d=true");
    expect(stringifySearch({})).toBe("");
  });
});

describe("an Explore address", () => {
  it("becomes a request", () => {
    const search = validateExplore(
      parseSearch(
        "?service=checkout&attr=code%3D500&attr=resource:zone%3D%225%22&errors=true&min=100ms&max=2s&order=duration&limit=20",
      ),
    );

    expect(toRequest(search)).toEqual({
      service: "checkout",
      attributes: [
        { key: "code", value: 500 },
        { key: "zone", value: "5", scope: "resource" },
      ],
      hasError: true,
      minDurationNanos: 100e6,
      maxDurationNanos: 2e9,
      orderBy: "duration",
      limit: 20,
    });
  });

  it("is empty when it says only defaults or nonsense", () => {
    const raw = parseSearch("?limit=50&range=1h&order=start&min=fast&attr=nothing&from=9&to=3&limit=0");

    expect(defined({ ...validateExplore(raw), attr: undefined })).toEqual({});
  });

  it("reads back from the query it writes", () => {
    const search = validateExplore({
      service: "a",
      attr: ['x="1"'],
      errors: "1",
      from: "10",
      to: "20",
      order: "duration",
    });

    expect(validateExplore(parseSearch(stringifySearch({ ...search })))).toEqual(search);
  });

  it("looks back from now, or between two moments", () => {
    expect(timeWindow({ range: "5m" }, 1_000_000)).toEqual({
      startUnixNano: "700000000000",
      endUnixNano: "1000000000000",
    });
    expect(timeWindow({ from: 1, to: 2 }, 1_000_000)).toEqual({ startUnixNano: "1000000", endUnixNano: "2000000" });
  });

  it("names each clause that could be dropped", () => {
    const found = clauses({ service: "a", attr: ["x=1", "y=2"], errors: true, min: "1s" });

    expect(found.map(({ label }) => label)).toEqual(["service a", "x=1", "y=2", "errors only", "longer than 1s"]);
    expect(found[1]!.without).toEqual({ service: "a", attr: ["y=2"], errors: true, min: "1s" });
  });
});

describe("Jaeger's search address", () => {
  it("becomes an Explore search", () => {
    const raw = parseSearch(
      '?service=cart&operation=GET+%2Fcart&lookback=6h&minDuration=100ms&maxDuration=1.2s&limit=20&tags={"http.status_code":"500","error":"true","peer":"db"}&start=1&end=2',
    );

    expect(defined(fromJaeger(raw))).toEqual({
      service: "cart",
      name: "GET /cart",
      attr: ["http.status_code=500", "peer=db"],
      errors: true,
      min: "100ms",
      max: "1.2s",
      range: "6h",
      limit: 20,
    });
  });

  it("may give its own times, in microseconds", () => {
    const raw = parseSearch("?lookback=custom&start=1700000000000000&end=1700003600000000&operation=all");

    expect(defined(fromJaeger(raw))).toEqual({ attr: undefined, from: 1_700_000_000_000, to: 1_700_003_600_000 });
  });

  it("may hold logfmt tags of an older page", () => {
    expect(fromJaeger({ tags: 'http.route="/a b" retry=2' }).attr).toEqual(["http.route=/a b", "retry=2"]);
  });
});

describe("a trace address", () => {
  it("keeps what is valid and knows Jaeger's find", () => {
    expect(defined(validateTrace({ span: "EEE19B7EC3C1B174", z: "5-9", uiFind: "cart" }))).toEqual({
      span: "eee19b7ec3c1b174",
      z: "5-9",
      find: "cart",
    });
    expect(defined(validateTrace({ span: "<b>", z: "9" }))).toEqual({});
  });

  it.each([
    ["ABC", "abc".padStart(32, "0")],
    ["0", null],
    ["x", null],
    ["1".repeat(33), null],
  ])("%s is the trace id %s", (text, id) => {
    expect(normalTraceId(text)).toBe(id);
  });
});

describe("the universal box", () => {
  const services = ["cart", "checkout", "checkout-worker", "payment"];

  it.each([
    ["", "nothing"],
    ["5b8efff798038103d269b633813fc60c", "trace"],
    ["checkout", "search"],
  ])("%j leads to %s", (text, kind) => {
    expect(understand(text, services).kind).toBe(kind);
  });

  it.each([
    ["Checkout", { service: "checkout" }],
    ["pay", { service: "payment" }],
    ["check", { name: "check" }],
    ["GET /cart", { name: "GET /cart" }],
    ["code = 500", { attr: ["code=500"] }],
  ])("%j searches", (text, search) => {
    expect(understand(text, services)).toMatchObject({ search });
  });
});

describe("links in attributes", () => {
  it.each(["https://a.example/x?y=1", "HTTP://a.example/"])("%s is one", (text) => {
    expect(webAddress(text)).not.toBeNull();
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "https://",
    "see https://a.example",
    "https://a.example/ b",
    "//a.example",
  ])("%s is none", (text) => {
    expect(webAddress(text)).toBeNull();
  });
});

function trace(startUnixNano: string, durationNanos: number) {
  return {
    traceId: startUnixNano,
    rootService: "a",
    rootName: "b",
    startUnixNano,
    durationNanos,
    spanCount: 1,
    errorCount: 0,
    orphanCount: 0,
    matchedSpanCount: 1,
    services: [],
  };
}

describe("the duration strip", () => {
  const area = { left: 60, top: 10, width: 800, height: 90 };

  it("places every trace within its area and shows a power of ten", () => {
    const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e12 })), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(some, (entries) => {
        const strip = layOutStrip(
          entries.map(([millis, nanos]) => trace(String(millis * 1e6), nanos)),
          area,
        );

        expect(strip.ticks.length).toBeGreaterThanOrEqual(1);
        for (const { x, y } of strip.dots) {
          expect(x >= 60 && x <= 860 && y >= 10 && y <= 100).toBe(true);
        }
      }),
    );
  });

  it("finds the nearest dot within reach, and the moment under a point", () => {
    const strip = layOutStrip([trace("1000000000", 1e6), trace("9000000000", 1e9)], area);
    const dot = strip.dots[1]!;

    expect(dotAt(strip, dot.x + 3, dot.y - 3, 12)).toBe(dot);
    expect(dotAt(strip, dot.x, dot.y + 40, 12)).toBeNull();
    expect(Math.abs(momentAt(strip, area, dot.x) - 9000)).toBeLessThanOrEqual(1);
  });
});

describe("first-span snippets", () => {
  it("name this host and its port", () => {
    for (const { code } of snippets({ host: "traces.example", otlpHttp: 14318 })) {
      expect(code).toContain("http://traces.example:14318");
    }
    expect(snippets({ host: "::1", otlpHttp: 4318 })[0]!.code).toContain("http://[::1]:4318/v1/traces");
  });
});
