import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextAt, mistakeIn, stretchOf } from "../../src/model/completion";
import {
  OPERATORS,
  attributeField,
  formatChips,
  isMetrics,
  isOrdered,
  literal,
  parseChip,
  parseChips,
  plainValue,
  quote,
  withCondition,
} from "../../src/model/traceql";
import { parse } from "../fake/traceql.mjs";

const field = fc.oneof(
  fc.constantFrom("name", "status", "duration", "resource.service.name", ".a-b", "parent.span.x", "span:childCount"),
  fc.string({ minLength: 1 }).map((key) => attributeField("span", key)),
);
const value = fc.oneof(
  fc.string().map(quote),
  fc.integer().map(String),
  fc.constantFrom("100ms", "1.5s", "true", "error", "nil", "-3", ".5", "12µs"),
);
const chip = fc.record({ field, operator: fc.constantFrom(...OPERATORS), value });
const rest = fc.constantFrom("", "| select(span.a)", "order by duration", "| count() > 2 limit 5");

describe("chips", () => {
  it("read back from the query that they write, whatever their keys and texts hold", () => {
    fc.assert(
      fc.property(fc.array(chip, { maxLength: 5 }), rest, (chips, tail) => {
        const query = { chips, rest: tail };

        expect(parseChips(formatChips(query))).toEqual(query);
      }),
    );
  });

  it("say a text without its quotes", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(plainValue(quote(text))).toBe(text);
      }),
    );
  });

  it.each([
    ["", 0],
    ["{}", 0],
    ["{status=error}", 1],
    ["{ .a = 1 &&\n .b = `x` } | by(name)", 2],
    ['{ span."a b" =~ "x.*" }', 1],
  ])("%j has %i conditions", (text, count) => {
    expect(parseChips(text)?.chips).toHaveLength(count);
  });

  it.each(["{ .a || .b }", "{ .a }", "{ .a = .b }", "{ .a = 1 } >> { }", "{ .a = 1", "({ })", "{ .a = 1 + 2 }", "x"])(
    "%j says more than they can",
    (text) => {
      expect(parseChips(text)).toBeNull();
    },
  );

  it("do not hang on a long text", () => {
    expect(parseChips(`{ ${"a".repeat(50_000)}`)).toBeNull();
    expect(parseChips(`{ a = "${"\\\\".repeat(20_000)}`)).toBeNull();
  });
});

describe("a condition more", () => {
  const added = parseChip("status = error")!;

  it.each([
    ["{ }", "{ status = error }"],
    ["{ .a = 1 } | select(.b)", "{ .a = 1 && status = error } | select(.b)"],
    ["{ status = error }", "{ status = error }"],
    ["{ .a } >> { .b }", "{ .a } >> { .b } | { status = error }"],
  ])("makes %s to %s", (before, after) => {
    expect(withCondition(before, added)).toBe(after);
  });
});

describe("literals", () => {
  it.each([
    ["string", 'a"b', '"a\\"b"'],
    ["int", 5, "5"],
    ["bool", true, "true"],
    ["status", "error", "error"],
    ["duration", 1500, "1500ns"],
    ["nil", null, "nil"],
  ])("of %s %j is %s", (type, held, text) => {
    expect(literal(type, held)).toBe(text);
  });
});

describe("kinds of queries", () => {
  it("are told by what is no text", () => {
    expect(isMetrics("{ } | rate()")).toBe(true);
    expect(isMetrics('{ .a = "| rate()" }')).toBe(false);
    expect(isOrdered("{ } order by duration")).toBe(true);
    expect(isOrdered("{ .a = `order by` }")).toBe(false);
  });
});

describe("completion", () => {
  it.each([
    ["{ ", { kind: "field", prefix: "" }],
    ["{ span.ht", { kind: "field", prefix: "span.ht" }],
    ["{ .a = 1 && na", { kind: "field", prefix: "na" }],
    ["{ status = er", { kind: "value", field: "status", prefix: "er" }],
    ['{ name = "GET /c', { kind: "value", field: "name", prefix: '"GET /c' }],
    ["{ } | ra", { kind: "stage", prefix: "ra" }],
    ["{ } | rate() by (na", { kind: "field", prefix: "na" }],
  ])("after %j offers a %j", (text, expected) => {
    expect(contextAt(text, text.length)).toMatchObject(expected);
  });

  it.each(["", "{ .a = 1 ", "{ span.a ", '{ .a = "x" '])("after %j offers nothing", (text) => {
    expect(contextAt(text, text.length)).toBeNull();
  });

  it("replaces no more than the word", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, place) => {
        const at = place % (text.length + 1);
        const found = contextAt(text, at);

        expect(found === null || text.slice(found.from, at) === found.prefix).toBe(true);
      }),
    );
  });
});

describe("a mistake", () => {
  it("is found in the server's words and underlined at its word", () => {
    const mistake = mistakeIn("query, line 2, column 3: unexpected foo, needs a value")!;

    expect(mistake).toEqual({ line: 2, column: 3 });
    expect(stretchOf("{ .a =\n  foo }", mistake)).toEqual({ from: 9, to: 12 });
    expect(mistakeIn("the store cannot be read")).toBeNull();
  });

  it("counts characters, not units, and stays within the text", () => {
    expect(stretchOf('{ .a = "😀" x }', { line: 1, column: 12 })).toEqual({ from: 12, to: 13 });
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 99 }),
        (text, line, column) => {
          const { from, to } = stretchOf(text, { line, column });

          expect(from >= 0 && from <= to && to <= text.length).toBe(true);
        },
      ),
    );
  });

  it("of the fake is where the server's would be", () => {
    expect(() => parse("{ .a = }")).toThrow("query, line 1, column 8: unexpected }, needs a value");
  });
});
