import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Drag, dragTo, gripAt } from "../../src/model/drag";
import {
  clampWindow,
  formatWindow,
  frameWindow,
  isWhole,
  panWindow,
  parseWindow,
  ticks,
  toTime,
  toX,
  wholeWindow,
  zoomWindow,
} from "../../src/model/window";

const duration = fc.integer({ min: 1, max: 1e12 });
const finite = fc.double({ min: -2e12, max: 2e12, noNaN: true });
const anyWindow = fc.record({ duration, a: finite, b: finite }).map((made) => ({
  total: made.duration,
  window: clampWindow({ from: Math.min(made.a, made.b), to: Math.max(made.a, made.b) }, made.duration),
}));

describe("a window", () => {
  it("lies within the trace whatever it is clamped, zoomed, panned or framed from", () => {
    fc.assert(
      fc.property(
        anyWindow,
        finite,
        finite,
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        ({ window, total }, a, b, factor) => {
          const whole = wholeWindow(total);
          const found = [
            window,
            zoomWindow(window, factor, a, total),
            panWindow(window, b / 1e12, total),
            frameWindow(a, Math.abs(b), total),
          ];
          for (const { from, to } of found) {
            expect(from).toBeGreaterThanOrEqual(0);
            expect(to).toBeLessThanOrEqual(whole.to * (1 + 1e-12));
            expect(to).toBeGreaterThan(from);
          }
        },
      ),
    );
  });

  it("keeps the moment under the pointer in its place while zooming in", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (share, factor) => {
          const window = { from: 2e8, to: 9e8 };
          const anchor = toTime(window, share * 1000, 1000);

          const zoomed = zoomWindow(window, factor, anchor, 1e9);

          expect(toX(zoomed, anchor, 1000)).toBeCloseTo(share * 1000, 3);
        },
      ),
    );
  });

  it("reads back from the address", () => {
    fc.assert(
      fc.property(anyWindow, ({ window, total }) => {
        const back = parseWindow(formatWindow(window), total);

        expect(Math.abs(back!.from - window.from)).toBeLessThanOrEqual(1);
        expect(Math.abs(back!.to - window.to)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([undefined, "", "5", "9-3", "-1-4", "a-b", "1e3-2e3"])("is not read from %s", (text) => {
    expect(parseWindow(text, 1000)).toBeNull();
  });

  it("is whole when it shows everything", () => {
    expect(isWhole({ from: 0, to: 500 }, 500)).toBe(true);
    expect(isWhole({ from: 0, to: 499 }, 500)).toBe(false);
    expect(isWhole(wholeWindow(0), 0)).toBe(true);
  });
});

describe("ticks", () => {
  it("are round, within the window, and about as many as wanted", () => {
    fc.assert(
      fc.property(anyWindow, fc.integer({ min: 2, max: 20 }), ({ window }, wanted) => {
        const found = ticks(window, wanted);

        expect(found.length).toBeLessThanOrEqual(wanted + 1);
        expect(found.length).toBeGreaterThanOrEqual(Math.floor(wanted / 3));
        expect(found.every((tick) => tick >= window.from - 1e-3 && tick <= window.to)).toBe(true);
      }),
    );
  });
});

describe("dragging over the minimap", () => {
  const zoomed = { from: 200, to: 600 };

  it.each([
    [200, "left"],
    [203, "left"],
    [400, "body"],
    [598, "right"],
    [100, "new"],
    [900, "new"],
  ] as const)("at %i takes hold of %s", (x, grip) => {
    expect(gripAt(zoomed, 1000, x, 1000)).toBe(grip);
  });

  it("draws a new window when the whole trace is shown", () => {
    expect(gripAt(wholeWindow(1000), 1000, 0, 1000)).toBe("new");
  });

  it.each([
    ["body", 500, { from: 300, to: 700 }],
    ["left", 450, { from: 250, to: 600 }],
    ["right", 300, { from: 200, to: 500 }],
    ["new", 700, { from: 400, to: 700 }],
    ["new", 100, { from: 100, to: 400 }],
  ] as const)("by its %s from 400 to %i", (grip, x, expected) => {
    const drag: Drag = { grip, startX: 400, startWindow: zoomed };

    expect(dragTo(drag, x, 1000, 1000)).toEqual(expected);
  });

  it("never turns the window inside out", () => {
    fc.assert(
      fc.property(fc.constantFrom("body", "left", "right", "new"), fc.integer({ min: -500, max: 1500 }), (grip, x) => {
        const { from, to } = dragTo({ grip, startX: 400, startWindow: zoomed }, x, 1000, 1000) as {
          from: number;
          to: number;
        };

        expect(from >= 0 && to <= 1000 && to > from).toBe(true);
      }),
    );
  });
});
