import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linksOut, readPageConfig } from "../../src/model/pageConfig";

const fields = (values: Readonly<Record<string, string>>) => (name: string) => values[name] ?? null;
const patternsOf = (...linkPatterns: object[]) => readPageConfig({ linkPatterns }).patterns;

describe("the configured menu", () => {
  it("has links alone and in groups", () => {
    const told = [
      { label: "Wiki", url: "https://wiki.example/" },
      { label: "Runbooks", items: [{ label: "Payment", url: "http://runs.example/pay" }] },
    ];
    expect(readPageConfig({ menu: told }).menu).toEqual([
      { label: "", links: [{ href: "https://wiki.example/", text: "Wiki" }] },
      { label: "Runbooks", links: [{ href: "http://runs.example/pay", text: "Payment" }] },
    ]);
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "/relative",
    "//host.example",
    "ftp://host.example",
    "",
    7,
    null,
  ])("leaves out what leads to %j", (url) => {
    expect(
      readPageConfig({
        menu: [
          { label: "x", url },
          { label: "x", items: [{ label: "x", url }] },
        ],
      }).menu,
    ).toEqual([]);
  });

  it.each([null, 7, "x", [], { menu: {}, linkPatterns: "x" }, { menu: [null, 7, []], linkPatterns: [null, 7, []] }])(
    "is empty where the file says %j",
    (told) => {
      expect(readPageConfig(told)).toEqual({ menu: [], patterns: [] });
    },
  );

  it("reads any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (menu, linkPatterns) => {
        for (const { links } of readPageConfig({ menu, linkPatterns }).menu) {
          expect(links.every(({ href }) => /^https?:/.test(href))).toBe(true);
        }
      }),
    );
  });
});

describe("patterns of links", () => {
  const orders = {
    type: "tags",
    key: "order",
    url: "https://shop.example/o?id=#{order}&t=#{trace.traceID}",
    text: "Order #{order}",
  };

  it("lead out of the attribute they name, encoded", () => {
    expect(linksOut(patternsOf(orders), "tags", "order", fields({ order: "7&x=/ü", "trace.traceID": "ab" }))).toEqual([
      { href: "https://shop.example/o?id=7%26x%3D%2F%C3%BC&t=ab", text: "Order 7&x=/ü" },
    ]);
  });

  it.each([
    ["another key", "tags", "orders", { order: "7", "trace.traceID": "ab" }],
    ["another place", "process", "order", { order: "7", "trace.traceID": "ab" }],
    ["a field without a value", "tags", "order", { order: "7" }],
  ] as const)("lead nowhere out of %s", (_, place, key, values) => {
    expect(linksOut(patternsOf(orders), place, key, fields(values))).toEqual([]);
  });

  it("hold everywhere where they name no place, of several where they name several", () => {
    const patterns = patternsOf({ key: ["a", "b"], url: "https://x.example/#{a}" });
    for (const place of ["tags", "process", "logs"] as const) {
      expect(linksOut(patterns, place, "b", fields({ a: "1" }))).toEqual([
        { href: "https://x.example/1", text: "https://x.example/1" },
      ]);
    }
  });

  it.each(["#{order}", "javascript:#{order}", "/#{order}", "#{order}://x.example/"])(
    "are none where the address is %s",
    (url) => {
      expect(patternsOf({ ...orders, url })).toEqual([]);
    },
  );

  it.each([".", ".."])("make no link of %j, which would lead up", (order) => {
    const patterns = patternsOf({ key: "order", url: "https://x.example/orders/#{order}/edit" });
    expect(linksOut(patterns, "tags", "order", fields({ order }))).toEqual([]);
  });

  it("stay at the host and in the folder that they name, whatever a value is", () => {
    const patterns = patternsOf({ key: "v", url: "https://x.example/in/#{v}/end?q=#{v}" });
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\ud800", "../..", "\\..\\", "@h", "?", "#", "%2e%2e"),
    );
    fc.assert(
      fc.property(value, (v) => {
        for (const { href } of linksOut(patterns, "tags", "v", fields({ v }))) {
          const { origin, pathname, hash } = new URL(href);
          expect([origin, hash]).toEqual(["https://x.example", ""]);
          expect(pathname).toMatch(/^\/in\/[^/]*\/end$/);
        }
      }),
    );
  });
});
