import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROW_HEIGHT, expanderX, hitTest, laneX } from "../../src/model/geometry";
import { errorPixels, laneCount, overviewRuns } from "../../src/model/overview";
import { coveredStretches, selfNanos } from "../../src/model/self";
import { treeFacts } from "../../src/model/tree";
import { ellipsize } from "../../src/trace/ellipsize";
import { arbitraryColumns } from "./traces";

describe("overviewRuns", () => {
  it("covers every pixel of every span, in no more runs than there are spans", () => {
    fc.assert(
      fc.property(
        arbitraryColumns(),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        (columns, width, maxLanes) => {
          const { maxDepth } = treeFacts(columns);
          const lanes = laneCount(columns, maxDepth, maxLanes);

          const runs = overviewRuns(columns, maxDepth, width, maxLanes);

          const painted = Array.from({ length: lanes }, () => new Uint8Array(width));
          for (let run = 0; run < runs.count; run++) {
            expect(runs.left[run]! >= 0 && runs.left[run]! < runs.right[run]! && runs.right[run]! <= width).toBe(true);
            painted[runs.lane[run]!]!.fill(1, runs.left[run], runs.right[run]);
          }
          expect(runs.count).toBeLessThanOrEqual(columns.spanCount);
          for (let row = 0; row < columns.spanCount; row++) {
            const lane =
              columns.spanCount <= maxLanes ? row : Math.floor((columns.depth[row]! * lanes) / (maxDepth + 1));
            const x = Math.min(Math.floor((columns.start[row]! * width) / columns.durationNanos), width - 1);
            expect(painted[lane]![x]).toBe(1);
          }
        },
      ),
    );
  });

  it("marks errors within the width", () => {
    fc.assert(
      fc.property(arbitraryColumns(), fc.integer({ min: 1, max: 300 }), (columns, width) => {
        const marks = errorPixels(columns, width);

        expect(marks.length > 0).toBe(columns.errorCount > 0);
        expect(marks.every((x) => x >= 0 && x < width)).toBe(true);
      }),
    );
  });
});

describe("coveredStretches", () => {
  it("are ascending, apart, and within the span", () => {
    fc.assert(
      fc.property(arbitraryColumns(), (columns) => {
        for (let row = 0; row < columns.spanCount; row++) {
          const covered = coveredStretches(columns, row);
          const bounds = [columns.start[row]!, ...covered, columns.start[row]! + columns.duration[row]!];

          expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
          expect(selfNanos(columns, row)).toBeGreaterThanOrEqual(0);
          expect(selfNanos(columns, row)).toBeLessThanOrEqual(columns.duration[row]!);
        }
      }),
    );
  });

  it("leave a span without children all to itself", () => {
    fc.assert(
      fc.property(arbitraryColumns(), (columns) => {
        const leaf = columns.size.indexOf(1);

        expect(selfNanos(columns, leaf)).toBe(columns.duration[leaf]);
      }),
    );
  });
});

describe("hitTest", () => {
  const geometry = { width: 1200, nameWidth: 400, maxDepth: 5 };
  const rows = Int32Array.of(0, 4, 9);
  const depth = Int32Array.from({ length: 10 }, (_, row) => (row === 4 ? 2 : 0));

  it.each([
    [expanderX(geometry, 2) + 9, ROW_HEIGHT + 2, { position: 1, part: "expander" }],
    [expanderX(geometry, 2) + 60, ROW_HEIGHT + 2, { position: 1, part: "name" }],
    [expanderX(geometry, 0) + 9, ROW_HEIGHT + 2, { position: 1, part: "name" }],
    [laneX(geometry) + 1, 0, { position: 0, part: "lane" }],
    [laneX(geometry) + 1, ROW_HEIGHT * 3 - 1, { position: 2, part: "lane" }],
    [10, ROW_HEIGHT * 3, null],
    [10, -1, null],
  ])("at %d, %d", (x, y, expected) => {
    expect(hitTest(geometry, rows, depth, x, y)).toEqual(expected);
  });

  it("never indents past the share of the column that is for indentation", () => {
    fc.assert(
      fc.property(fc.integer({ min: 160, max: 900 }), fc.nat(5000), (nameWidth, maxDepth) => {
        expect(expanderX({ width: 1200, nameWidth, maxDepth }, maxDepth)).toBeLessThan(nameWidth / 2);
      }),
    );
  });
});

describe("ellipsize", () => {
  const pen = { measureText: (text: string) => ({ width: text.length * 7 }) };

  it("keeps what fits", () => {
    expect(ellipsize(pen, "checkout", 56)).toBe("checkout");
  });

  it("cuts as late as it can", () => {
    expect(ellipsize(pen, "checkout", 55)).toBe("checko…");
    expect(ellipsize(pen, "checkout", 6)).toBe("");
    expect(ellipsize(pen, "x".repeat(100_000), 70)).toBe(`${"x".repeat(9)}…`);
  });
});
