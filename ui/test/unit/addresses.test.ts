import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../src/app/searchParams";
import { understand } from "../../src/app/understand";
import { fromJaeger } from "../../src/explore/jaeger";
import { clauses, metricText, spansText, tracesText, validateExplore } from "../../src/explore/query";
import { absoluteAddress, rangeOf, stretchOf } from "../../src/model/range";
import { webAddress } from "../../src/model/webAddress";
import { snippets } from "../../src/home/snippets";
import { normalTraceId, validateTrace } from "../../src/trace/search";

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
  it("of the time when a search was a form becomes a query", () => {
    const search = validateExplore(
      parseSearch(
        "?service=checkout&attr=code%3D500&attr=resource:zone%3D%225%22&errors=true&min=100ms&max=2s&order=duration&limit=20",
      ),
    );

    expect(defined(search)).toEqual({
      q: '{ resource.service.name = "checkout" && .code = 500 && resource.zone = "5" && status = error && duration >= 100ms && duration <= 2s }',
      order: "duration",
      limit: 20,
    });
  });

  it("is empty when it says only defaults or nonsense", () => {
    const raw = parseSearch(
      "?limit=50&range=1h&order=start&min=fast&attr=nothing&from=9&to=3&limit=0&view=traces&metric=rate&sel=1-2",
    );

    expect(defined(validateExplore(raw))).toEqual({});
  });

  it("reads back from what it writes", () => {
    const search = validateExplore({
      q: "{ .a = 1 }",
      from: "10",
      to: "20",
      order: "duration",
      view: "breakdown",
      by: "span.x",
      metric: "p95",
      sel: "1-2-3-4",
      cols: ["span.a", "span.b"],
    });

    expect(validateExplore(parseSearch(stringifySearch({ ...search })))).toEqual(search);
  });

  it("looks back from now, or between two moments", () => {
    expect(rangeOf(stretchOf({ range: "5m" }, 1_000_000))).toEqual({
      startUnixNano: "700000000000",
      endUnixNano: "1000000000000",
    });
    expect(rangeOf(stretchOf({ from: 1, to: 2 }, 1_000_000))).toEqual({
      startUnixNano: "1000000",
      endUnixNano: "2000000",
    });
  });

  it("names each clause that could be dropped", () => {
    const found = clauses({ q: "{ .x = 1 && status = error }", range: "6h" });

    expect(found.map(({ label }) => label)).toEqual([".x = 1", "status = error"]);
    expect(found[1]!.without).toEqual({ q: "{ .x = 1 }", range: "6h" });
    expect(clauses({ q: "{ .x = 1 }" })[0]!.without).toEqual({ q: undefined });
  });

  it.each([
    [{ q: "{ .a = 1 }" }, "{ .a = 1 }"],
    [{ q: "{ .a = 1 }", order: "duration", cols: ["span.b"] }, "{ .a = 1 } | select(span.b) order by duration"],
    [{ q: "{ .a = 1 } order by spans", order: "duration", cols: ["span.b"] }, "{ .a = 1 } order by spans"],
    [{}, "{ }"],
  ] as const)("%j asks for the traces of %s", (search, text) => {
    expect(tracesText(search)).toBe(text);
  });

  it.each([
    ["{ .a = 1 } order by spans desc limit 5", "{ .a = 1 }"],
    ['{ .a = "} order by x" } | count() > 2', '{ .a = "} order by x" } | count() > 2'],
    ["{ .a } >> { .b } limit 3", "{ .a } >> { .b }"],
  ])("%s goes on from its spans", (q, text) => {
    expect(spansText({ q })).toBe(text);
    expect(metricText({ q }, "errors", "name")).toBe(`${text} | { status = error } | rate() by (name)`);
  });
});

describe("Jaeger's search address", () => {
  it("becomes an Explore search", () => {
    const raw = parseSearch(
      '?service=cart&operation=GET+%2Fcart&lookback=6h&minDuration=100ms&maxDuration=1.2s&limit=20&tags={"http.status_code":"500","error":"true","peer":"db"}&start=1&end=2',
    );

    expect(defined(fromJaeger(raw))).toEqual({
      q: '{ resource.service.name = "cart" && name = "GET /cart" && .http.status_code = 500 && .peer = "db" && status = error && duration >= 100ms && duration <= 1.2s }',
      range: "6h",
      limit: 20,
    });
  });

  it("may give its own times, in microseconds", () => {
    const raw = parseSearch("?lookback=custom&start=1700000000000000&end=1700003600000000&operation=all");

    expect(defined(fromJaeger(raw))).toEqual({ from: 1_700_000_000_000, to: 1_700_003_600_000 });
  });

  it("may hold logfmt tags of an older page", () => {
    expect(fromJaeger({ tags: 'http.route="/a b" retry=2' }).q).toBe('{ .http.route = "/a b" && .retry = 2 }');
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
    ["Checkout", { q: '{ resource.service.name = "checkout" }' }],
    ["pay", { q: '{ resource.service.name = "payment" }' }],
    ["check", { q: '{ name = "check" }' }],
    ["GET /cart", { q: '{ name = "GET /cart" }' }],
    ["code = 500", { q: "{ .code = 500 }" }],
    ["http.route=/cart", { q: '{ .http.route = "/cart" }' }],
    ["duration > 100ms", { q: "{ duration > 100ms }" }],
    ["span.a != 1", { q: "{ span.a != 1 }" }],
    ["{ .a } >> { .b }", { q: "{ .a } >> { .b }" }],
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

describe("first-span snippets", () => {
  it("name this host and its port", () => {
    for (const { code } of snippets({ host: "traces.example", otlpHttp: 14318 })) {
      expect(code).toContain("http://traces.example:14318");
    }
    expect(snippets({ host: "::1", otlpHttp: 4318 })[0]!.code).toContain("http://[::1]:4318/v1/traces");
  });
});

describe("an absolute link", () => {
  it("holds the time still that is shown, and leaves the rest alone", () => {
    expect(absoluteAddress("http://clew/map?focus=cart&range=5m", { range: "5m" }, 1_000_000)).toBe(
      "http://clew/map?focus=cart&from=700000&to=1000000",
    );
  });

  it("is the address itself where that says two moments", () => {
    const address = "http://clew/errors?from=5&to=9";
    expect(absoluteAddress(address, { from: 5, to: 9 }, 1_000_000)).toBe(address);
  });
});
