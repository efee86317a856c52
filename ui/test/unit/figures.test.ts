import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Series } from "../../src/api/types";
import { boxOf, formatBox, heatOf, parseBox, placeOf, slowestBox, strength } from "../../src/model/heat";
import { place } from "../../src/parts/layout";
import { NODE_HEIGHT, NODE_WIDTH } from "../../src/parts/placed";
import {
  formatShare,
  goingOn,
  lastPath,
  lastShareIn,
  linePath,
  meanOf,
  middleOf,
  perSecond,
  roundUp,
  stepFor,
  sumOf,
} from "../../src/model/series";

const bucket = (seconds: number, points: number[]): Series => ({
  labels: [{ name: "__bucket", type: "double", value: seconds }],
  points,
});
const powers = fc.uniqueArray(fc.integer({ min: 4, max: 40 }), { minLength: 1, maxLength: 8 });
const heats = fc.tuple(powers, fc.integer({ min: 1, max: 20 })).map(([found, columns]) =>
  heatOf(
    found.map((power) =>
      bucket(
        2 ** power / 1e9,
        Array.from({ length: columns }, (_, at) => (at * power) % 7),
      ),
    ),
    "60000000000",
    60e9,
  )!,
);
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("a heatmap", () => {
  it("takes as the slowest the highest buckets with a twentieth of the spans, over the whole time", () => {
    const [quick, slow, slower] = [20, 21, 22].map((power) => 2 ** power / 1e9);
    const few = heatOf([bucket(quick!, [95, 0]), bucket(slow!, [2, 1]), bucket(slower!, [0, 2])], "1000000000", 1e9)!;
    const many = heatOf([bucket(quick!, [1, 0]), bucket(slower!, [0, 9])], "1000000000", 1e9)!;

    expect(slowestBox(few)).toEqual({ fromMillis: 0, toMillis: 2000, minNanos: 2 ** 20, maxNanos: 2 ** 22 });
    expect(slowestBox(many)).toEqual({ fromMillis: 0, toMillis: 2000, minNanos: 2 ** 21, maxNanos: 2 ** 22 });
  });

  it("holds every count in its cell", () => {
    const heat = heatOf([bucket(2 ** 20 / 1e9, [1, 2]), bucket(2 ** 22 / 1e9, [0, 5])], "120000000000", 60e9)!;

    expect(heat).toMatchObject({
      fromMillis: 60_000,
      stepMillis: 60_000,
      columnCount: 2,
      lowest: 20,
      bucketCount: 3,
      most: 5,
    });
    expect([...heat.counts]).toEqual([1, 0, 0, 2, 0, 5]);
    expect(heatOf([], "0", 1)).toBeNull();
  });

  it("gives a box of whole cells, which lies where it was drawn", () => {
    fc.assert(
      fc.property(heats, share, share, share, share, (heat, ax, ay, bx, by) => {
        const box = boxOf(heat, { x: ax, y: ay }, { x: bx, y: by });
        const lies = placeOf(heat, box);

        expect(lies.left).toBeLessThanOrEqual(Math.min(ax, bx) + 1e-9);
        expect(lies.right).toBeGreaterThanOrEqual(Math.max(ax, bx) - 1e-9);
        expect(lies.top).toBeLessThanOrEqual(Math.min(ay, by) + 1e-9);
        expect(lies.bottom).toBeGreaterThanOrEqual(Math.max(ay, by) - 1e-9);
        expect(parseBox(formatBox(box))).toEqual({
          ...box,
          minNanos: Math.round(box.minNanos),
          maxNanos: Math.round(box.maxNanos),
        });
      }),
    );
  });

  it("paints more where more is", () => {
    const heat = heatOf([bucket(1, [1, 9])], "0", 1e9)!;

    expect(strength(heat, 0)).toBe(0);
    expect(strength(heat, 1)).toBeGreaterThan(0.1);
    expect(strength(heat, 9)).toBeCloseTo(1);
  });

  it.each(["", "1-2-3", "2-1-3-4", "1-2-4-3", "a-2-3-4", "1-2-3-4-5"])("reads no box from %j", (text) => {
    expect(parseBox(text)).toBeNull();
  });
});

describe("series", () => {
  it("have steps on round moments and no more points than asked for", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6e8 }), (length) => {
        const step = stepFor(0, length, 90);

        expect(length / (step / 1e6)).toBeLessThanOrEqual(90);
      }),
    );
    expect(stepFor(0, 3_600_000, 90)).toBe(60e9);
  });

  it("add up where any has a point", () => {
    const series = [bucket(1, [1, 2]), { ...bucket(1, []), points: [null, 3, null] }];

    expect(sumOf(series)).toEqual([1, 5, null]);
    expect(sumOf([])).toEqual([]);
  });

  it("draw a line that breaks where there is no point", () => {
    expect(linePath([0, 10, null, 5, null], 10, 100)).toBe("M0 100.00L1 0.00M2.7 50.00h.6");
  });

  it("tell their middle and a round top", () => {
    expect(middleOf([9, null, 1, 5])).toBe(5);
    expect(middleOf([null])).toBeNull();
    expect([0.3, 7, 10, 23].map(roundUp)).toEqual([0.5, 10, 10, 25]);
  });

  it("tell the step under way as it will end if it goes on so", () => {
    const answer = { firstUnixNano: "100", stepNanos: 10, series: [{ points: [1, 1, 1, 2] }] };
    const passed = lastShareIn(answer as unknown as Parameters<typeof lastShareIn>[0], "125");
    expect(passed).toBe(0.5);
    expect(goingOn([1, 1, 1, 2], passed)).toEqual([1, 1, 1, 4]);
    expect(meanOf([0, 0, 0, 2], passed)).toBeCloseTo(2 / 3.5);
    expect(lastPath([1, 1, 1, 4], 4, 100)).toBe("M2 75.00L3 0.00");
  });

  it("leave a step that has ended, or of which nothing is known, as it is", () => {
    const answer = { firstUnixNano: "100", stepNanos: 10, series: [{ points: [1, 2] }] };
    expect(lastShareIn(answer as unknown as Parameters<typeof lastShareIn>[0], "110")).toBe(1);
    expect(lastShareIn(undefined, "125")).toBe(1);
    expect(goingOn([1, null], 0.5)).toEqual([1, null]);
    expect(goingOn([1], 0.001)).toEqual([10]);
  });

  it("tell rates in three digits, whatever the unit", () => {
    expect([0, 1.5, 0.025, 0.0001, 12_345].map(perSecond)).toEqual(["0/s", "1.50/s", "1.50/min", "0.360/h", "12.3K/s"]);
  });

  it.each([
    [0, "0 %"],
    [0.0004, "0.04 %"],
    [0.021, "2.1 %"],
    [0.5, "50 %"],
  ])("%f is %s", (part, text) => {
    expect(formatShare(part)).toBe(text);
  });
});

describe("the picture of calls", () => {
  const names = ["", "cart", "__proto__", "a\u0001b", "payment", "constructor"];

  it("puts no node on another and every line at its ends, whatever services are called", () => {
    const nodes = names.map((key) => ({ key }));
    const call = fc.record({
      from: fc.constantFrom(...names),
      to: fc.constantFrom(...names),
      kind: fc.constantFrom("http", "rpc", ""),
    });
    const somewhat = fc.uniqueArray(call, { selector: (found) => JSON.stringify(found), maxLength: 12 });
    const room = fc.option(fc.record({ width: fc.nat(4000), height: fc.nat(4000) }), { nil: undefined });
    fc.assert(
      fc.property(somewhat, room, (calls, into) => {
        const placed = place(nodes, calls, into);

        placed.nodes.forEach((a, at) => {
          for (const b of placed.nodes.slice(at + 1)) {
            expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true);
          }
        });
        expect(placed.calls.every((points) => points.length > 0)).toBe(true);
        expect(placed.calls.flat().every(({ y }) => y > 0 && y < placed.height)).toBe(true);
        // Lines end where their nodes are, also those of calls of itself.
        calls.forEach(({ from, to }, at) => {
          expect(isAt(placed.calls[at]!.at(0)!, placed.nodes[names.indexOf(from)]!)).toBe(true);
          expect(isAt(placed.calls[at]!.at(-1)!, placed.nodes[names.indexOf(to)]!)).toBe(true);
        });
      }),
    );
  });

  it("moves apart where there is room, and never so far that it must be scrolled", () => {
    const nodes = ["a", "b", "c"].map((key) => ({ key }));
    const calls = ["b", "c"].map((to) => ({ from: "a", to, kind: "" }));
    const small = place(nodes, calls);

    const large = place(nodes, calls, { width: small.width * 1.5, height: small.height * 1.5 });

    expect(large.width).toBeGreaterThan(small.width * 1.3);
    expect(large.width).toBeLessThanOrEqual(small.width * 1.5);
    expect(large.height).toBeGreaterThan(small.height * 1.3);
    expect(large.height).toBeLessThanOrEqual(small.height * 1.5);
    expect(place(nodes, calls, { width: 10, height: 10 })).toEqual(small);
  });
});

/** At the border of a node, or as near to it as roundings are. */
function isAt(point: { x: number; y: number }, corner: { x: number; y: number }): boolean {
  const [x, y] = [point.x - corner.x, point.y - corner.y];
  return x > -1 && x < NODE_WIDTH + 1 && y > -1 && y < NODE_HEIGHT + 1;
}
