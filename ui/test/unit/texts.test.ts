import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDuration, formatTick, parseDuration } from "../../src/model/duration";
import { type AttributeFilter, formatFilter, parseFilter } from "../../src/model/filter";
import { asSpanId, findTrace } from "../../src/model/ids";
import { COLOURS } from "../../src/model/colours";
import { serviceColour } from "../../src/model/palette";
import { formatRelative, fromLocalInput, millisOf, nanosOf, toLocalInput } from "../../src/model/time";

const TRACE = "5b8efff798038103d269b633813fc60c";
const SPAN = "eee19b7ec3c1b174";

describe("findTrace", () => {
  it.each([
    ["an id", TRACE, null],
    ["an id in capitals", TRACE.toUpperCase(), null],
    ["a traceparent", `00-${TRACE}-${SPAN}-01`, SPAN],
    ["a traceparent header", `traceparent: 00-${TRACE}-${SPAN}-01`, SPAN],
    ["a trace and its span", `${TRACE}:${SPAN}`, SPAN],
    ["a b3 header", `b3: ${TRACE}-${SPAN}-1`, SPAN],
    ["an address", `https://clew.example/trace/${TRACE}?span=1`, null],
    ["a UUID", "5b8efff7-9803-8103-d269-b633813fc60c", null],
    ["a logfmt line", `ts=12 level=error trace_id=${TRACE} span_id=${SPAN} msg="no"`, SPAN],
    ["a JSON line", `{"msg":"no","traceId":"${TRACE}","spanId":"${SPAN}"}`, SPAN],
    ["a line with another hash before", `sha=${"a".repeat(32)} trace_id=${TRACE}`, null],
    ["a log pattern in brackets", `12:00 ERROR [checkout,${TRACE},${SPAN}] failed`, null],
  ])("reads %s", (_, text, spanId) => {
    expect(findTrace(text)).toEqual({ traceId: TRACE, spanId });
  });

  it("gives a 64-bit id its leading zeroes", () => {
    expect(findTrace(SPAN)).toEqual({ traceId: SPAN.padStart(32, "0"), spanId: null });
  });

  it("takes an id of 64 bits for a span's too", () => {
    expect(asSpanId(SPAN.padStart(32, "0"))).toBe(SPAN);
    expect(asSpanId(TRACE)).toBeNull();
  });

  it.each(["", "checkout", "0".repeat(32), `x${TRACE}`, `${TRACE}0`, "http.response.status_code=500", "deadbeef"])(
    "finds none in %j",
    (text) => {
      expect(findTrace(text)).toBeNull();
    },
  );

  it("finds an id in the middle of anything", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(
          findTrace(`${before.replace(/[0-9a-z]/gi, "")} ${TRACE} ${after.replace(/[0-9a-z-]/gi, "")}`)?.traceId,
        ).toBe(TRACE);
      }),
    );
  });
});

describe("filters", () => {
  it.each([
    ["http.response.status_code=500", 500],
    ["ratio=-0.25", -0.25],
    ["cached=true", true],
    ["cached=TRUE", "TRUE"],
    ['id="7"', "7"],
    ["version=007", "007"],
    ["big=9007199254740993", "9007199254740993"],
    ["query=a=b", "a=b"],
    ["empty=", ""],
  ])("%s has the value %j", (text, value) => {
    expect(parseFilter(text)?.value).toBe(value);
  });

  it("may name a scope", () => {
    expect(parseFilter("resource:host.name=a")).toEqual({ key: "host.name", value: "a", scope: "resource" });
  });

  it.each(["", "checkout", "=5", "a b=1"])("%j is none", (text) => {
    expect(parseFilter(text)).toBeNull();
  });

  it("read back as they were written", () => {
    const filter: fc.Arbitrary<AttributeFilter> = fc.record(
      {
        key: fc.stringMatching(/^[a-z][a-z._]{0,20}$/),
        value: fc.oneof(
          fc.string(),
          fc.boolean(),
          fc.integer(),
          fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0 || 0),
        ),
        scope: fc.constantFrom("span" as const, "resource" as const, "event" as const),
      },
      { requiredKeys: ["key", "value"] },
    );
    fc.assert(
      fc.property(filter, (wanted) => {
        expect(parseFilter(formatFilter(wanted))).toEqual(wanted);
      }),
    );
  });
});

describe("durations", () => {
  it.each([
    [0, "0"],
    [1, "1 ns"],
    [999, "999 ns"],
    [1_000, "1.00 µs"],
    [999_400, "999 µs"],
    [999_999, "1.00 ms"],
    [12_345_678, "12.3 ms"],
    [1_654_000_000, "1.65 s"],
    [59_960_000_000, "1m 00s"],
    [65_000_000_000, "1m 05s"],
    [7_380_000_000_000, "2h 03m"],
  ])("%d nanoseconds are %s", (nanos, text) => {
    expect(formatDuration(nanos)).toBe(text);
  });

  it.each([
    ["100ms", 100e6],
    [" 1.5 s ", 1.5e9],
    ["20us", 20e3],
    ["2m", 120e9],
    ["7d", 604_800e9],
    ["ms", null],
    ["5", null],
    ["-5s", null],
  ])("%j is %j", (text, nanos) => {
    expect(parseDuration(text)).toBe(nanos);
  });

  it("grow in text as they grow in time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 59_000_000_000 }), (nanos) => {
        const back = parseDuration(formatDuration(nanos))!;

        expect(Math.abs(back - nanos) / nanos).toBeLessThan(0.006);
      }),
    );
  });

  it.each([
    [0, 1e6, "0"],
    [500e6, 500e6, "500 ms"],
    [1.5e9, 0.5e9, "1.5 s"],
    [20_500, 500, "20.5 µs"],
  ])("%d in steps of %d is the tick %s", (nanos, step, text) => {
    expect(formatTick(nanos, step)).toBe(text);
  });
});

describe("moments", () => {
  it("go to nanoseconds and back", () => {
    expect(nanosOf(1_700_000_000_123)).toBe("1700000000123000000");
    expect(millisOf("1700000000123999999")).toBe(1_700_000_000_123);
  });

  it.each([
    [0, "now"],
    [12_000, "12 s ago"],
    [-3_000, "in 3 s"],
    [119_000, "1 min ago"],
    [7_200_000, "2 h ago"],
    [260_000_000, "3 d ago"],
  ])("%d ms back are %s", (back, text) => {
    expect(formatRelative(1e12 - back, 1e12)).toBe(text);
  });

  it("survive the date field", () => {
    expect(fromLocalInput(toLocalInput(1_700_000_000_000))).toBe(1_700_000_000_000);
    expect(fromLocalInput("")).toBeNull();
  });
});

describe("the palette", () => {
  const GROUNDS = { light: "#ffffff", lightRaised: "#f6f7f9", dark: "#14171c", darkRaised: "#1a1e25" };

  it.each(Object.entries(GROUNDS))("stands out from the %s ground by 3:1", (name, ground) => {
    const least = name.endsWith("Raised") ? 2.8 : 3;
    for (const colour of COLOURS) {
      expect(contrast(colour, ground), colour).toBeGreaterThanOrEqual(least);
    }
  });

  it("gives a service the same colour always, and uses all of them", () => {
    const used = new Set(Array.from({ length: 500 }, (_, at) => serviceColour(`service-${at}`)));

    expect(COLOURS).toHaveLength(24);
    expect(used.size).toBe(24);
    expect(serviceColour("checkout")).toBe(serviceColour("checkout"));
  });
});

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
