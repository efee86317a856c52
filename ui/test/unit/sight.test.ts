import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClockSkew } from "../../src/api/analysis";
import { callGraph } from "../../src/model/callGraph";
import { type TraceColumns, decodeColumns, spanIdHex } from "../../src/model/columns";
import { flameGrid, slabs } from "../../src/model/flame";
import { SHORTEST_RUN, foldsOf, runFacts } from "../../src/model/folds";
import { pathRows } from "../../src/model/path";
import { NO_SIFT, formatSift, parseSift, wanted, withAncestors } from "../../src/model/sift";
import { skewRows } from "../../src/model/skew";
import { GROUPINGS, groupKeys, statsOf } from "../../src/model/stats";
import { visibleRows } from "../../src/model/tree";
import { treeKey } from "../../src/trace/treeKeys";
import { TraceView } from "../../src/trace/view";
import { encodeColumns } from "../fake/columns.mjs";
import { random } from "../fake/random.mjs";
import { TraceBuilder } from "../fake/trace.mjs";
import { arbitraryColumns, bytesOf } from "./traces";

/** A root with as many like children as asked for, each with a child of its own. */
function loop(children: number): TraceColumns {
  const trace = new TraceBuilder(random(3), 1_700_000_000_000_000_000n);
  const root: unknown = trace.span({ parent: null, service: "a", name: "render", start: 0, duration: 100 });
  for (let at = 0; at < children; at++) {
    const parent: unknown = trace.span({
      parent: root as null,
      service: "a",
      name: "query",
      start: at * 2,
      duration: 1 + at,
      status: at === 2 ? 2 : 0,
    });
    trace.span({ parent: parent as null, service: "db", name: "SELECT", start: at * 2, duration: 1 });
  }
  return decodeColumns(bytesOf(encodeColumns(trace.build())));
}

describe("folds", () => {
  it("are made of enough like siblings and not of fewer", () => {
    expect(foldsOf(loop(SHORTEST_RUN - 1)).runCount).toBe(0);
    expect(foldsOf(loop(SHORTEST_RUN)).runCount).toBe(1);
  });

  it("tell of their members", () => {
    const columns = loop(6);
    const facts = runFacts(columns, foldsOf(columns), 1);

    expect(facts).toMatchObject({ count: 6, totalNanos: 21e6, maxNanos: 6e6, errorCount: 1 });
    expect([...facts.stretches]).toEqual([0, 1e6, 2e6, 16e6]);
  });

  it("hold whole subtrees of siblings alike, in any trace", () => {
    fc.assert(
      fc.property(arbitraryColumns(), (columns) => {
        const folds = foldsOf(columns);
        for (let row = 0; row < columns.spanCount; row++) {
          const first = folds.first[row]!;
          expect(
            first === -1 ||
              (columns.name[first] === columns.name[row] && columns.parent[first] === columns.parent[row]),
          ).toBe(true);
          if (folds.count[row]! > 0) {
            const members = [...folds.first].filter((of) => of === row).length;
            expect(members).toBe(folds.count[row]);
            expect(members).toBeGreaterThanOrEqual(SHORTEST_RUN);
          }
        }
        const none = new Uint8Array(columns.spanCount);
        const rows = visibleRows(columns.size, { collapsed: none, foldedTo: folds.end });
        const hidden = [...folds.end].reduce(
          (sum, end, row) => sum + (end > 0 && rows.includes(row) ? end - row - 1 : 0),
          0,
        );
        expect(rows.length + hidden).toBe(columns.spanCount);
      }),
    );
  });

  it("open by key and when a member is looked for, and close again", () => {
    const view = new TraceView(loop(6));
    view.moveTo(1);
    expect([...view.rows]).toEqual([0, 1]);

    treeKey(view, "ArrowRight");
    expect(view.rows).toHaveLength(13);
    treeKey(view, "ArrowLeft");
    treeKey(view, "ArrowLeft");
    expect([...view.rows]).toEqual([0, 1]);
    view.moveTo(8);
    expect(view.rows).toContain(8);
  });
});

describe("a sift", () => {
  it("reads back from the address", () => {
    const sift = fc.record({
      errors: fc.boolean(),
      path: fc.boolean(),
      service: fc.string(),
      mode: fc.constantFrom("dim" as const, "hide" as const),
    });
    fc.assert(
      fc.property(sift, (some) => {
        expect(parseSift(formatSift(some))).toEqual(some);
      }),
    );
    expect(parseSift(undefined)).toEqual(NO_SIFT);
  });

  it("keeps what is wanted and all above it, and nothing else", () => {
    fc.assert(
      fc.property(arbitraryColumns(), (columns) => {
        const rows = wanted(columns, { ...NO_SIFT, errors: true }, () => false);
        const kept = withAncestors(columns.parent, rows);
        for (let row = 0; row < columns.spanCount; row++) {
          const inside = rows.subarray(row, row + columns.size[row]!);
          expect(kept[row]).toBe(inside.includes(1) ? 1 : 0);
        }
      }),
    );
  });

  it("dims or hides in the view, also what a fold would hide", () => {
    const view = new TraceView(loop(6));
    view.setSift({ ...NO_SIFT, errors: true });
    expect(view.isDim(0)).toBe(true);
    expect([...view.rows]).toEqual([0, 1]);

    view.setSift({ ...NO_SIFT, errors: true, mode: "hide" });
    expect([...view.rows]).toEqual([0, 5]);
    view.setSift(NO_SIFT);
    expect(view.isDim(0)).toBe(false);
  });
});

describe("the critical path", () => {
  it("lies on the rows of its spans, in time after the start", () => {
    const columns = loop(5);
    const moment = (nanos: bigint) => String(columns.startUnixNano + nanos);
    const rows = pathRows(columns, [
      { spanId: spanIdHex(columns, 0), startUnixNano: moment(0n), endUnixNano: moment(5n) },
      { spanId: spanIdHex(columns, 3), startUnixNano: moment(5n), endUnixNano: moment(9n) },
      { spanId: spanIdHex(columns, 0), startUnixNano: moment(9n), endUnixNano: moment(12n) },
      { spanId: "ffffffffffffffff", startUnixNano: moment(0n), endUnixNano: moment(1n) },
    ]);

    expect([...rows]).toEqual([
      [0, [0, 5, 9, 12]],
      [3, [5, 9]],
    ]);
  });
});

describe("the flame graph", () => {
  it("paints each span in its depth, at least a pixel wide, and nothing where there is none", () => {
    fc.assert(
      fc.property(arbitraryColumns(), fc.integer({ min: 10, max: 400 }), (columns, width) => {
        const depthCount = Math.max(...columns.depth) + 1;
        const window = { from: 0, to: columns.durationNanos };
        const grid = flameGrid(columns, window, { width, firstDepth: 0, depthCount });
        const shown = new Set(grid);
        grid.forEach((row, at) => {
          expect(row === -1 || columns.depth[row] === Math.floor(at / width)).toBe(true);
        });
        expect(shown.has(0)).toBe(columns.spanCount > 0 && grid.includes(0));
        for (const { row, left, right, lane } of slabs(grid, width, 1)) {
          expect([...grid.subarray(lane * width + left, lane * width + right)].every((cell) => cell === row)).toBe(
            true,
          );
        }
      }),
    );
  });

  it("of a part of the time is what spans of that time make, whatever lies in whom", () => {
    fc.assert(
      fc.property(arbitraryColumns(), fc.nat(99), fc.integer({ min: 1, max: 100 }), (columns, at, share) => {
        const [width, depthCount] = [50, Math.max(...columns.depth) + 1];
        const from = (columns.durationNanos * at) / 100;
        const window = { from, to: from + Math.max((columns.durationNanos * share) / 100, 1) };
        const scale = width / (window.to - window.from);

        const grid = flameGrid(columns, window, { width, firstDepth: 0, depthCount });

        for (let row = 0; row < columns.spanCount; row++) {
          const [left, right] = [0, columns.duration[row]!].map((on) => (columns.start[row]! + on - from) * scale);
          if (left! < width - 1 && right! > 1) {
            const lane = columns.depth[row]! * width;
            const cell = Math.min(Math.max(Math.floor(left!), 0), width - 1);
            // What comes later may lie over it.
            expect(grid[lane + cell]! >= row).toBe(true);
          }
        }
      }),
    );
  });

  it("shows only the depths asked for", () => {
    const columns = loop(5);
    const whole = { from: 0, to: columns.durationNanos };
    const grid = flameGrid(columns, whole, { width: 100, firstDepth: 1, depthCount: 1 });

    expect([...new Set(grid)].every((row) => row === -1 || columns.depth[row] === 1)).toBe(true);
    expect(grid[0]).toBe(1);
  });
});

describe("statistics", () => {
  it("count every span once, whatever they are grouped by", () => {
    fc.assert(
      fc.property(arbitraryColumns(), fc.constantFrom(...GROUPINGS), (columns, grouping) => {
        const stats = statsOf(columns, grouping);
        const total = columns.duration.reduce((sum, duration) => sum + duration, 0);

        expect(stats.reduce((sum, { count }) => sum + count, 0)).toBe(columns.spanCount);
        expect(stats.reduce((sum, { totalNanos }) => sum + totalNanos, 0)).toBe(total);
        for (const { longest, maxNanos, selfNanos, totalNanos } of stats) {
          expect(columns.duration[longest]).toBe(maxNanos);
          expect(selfNanos).toBeLessThanOrEqual(totalNanos);
        }
      }),
    );
  });
});

describe("the call graph of a trace", () => {
  const WHOLE = { nodes: 1000, calls: 1000, excerpt: { services: 1000, calls: 1000 } };

  it("has every span in a node, every step between two nodes in a call, and the trace's own time", () => {
    fc.assert(
      fc.property(arbitraryColumns(), fc.constantFrom(...GROUPINGS), (columns, grouping) => {
        const { nodes, calls, hidden } = callGraph(columns, grouping, WHOLE);
        const keyOf = groupKeys(columns, grouping);
        let steps = 0;
        columns.parent.forEach((above, row) => {
          steps += above >= 0 && keyOf(above) !== keyOf(row) ? 1 : 0;
        });

        expect(nodes.reduce((sum, { count }) => sum + count, 0)).toBe(columns.spanCount);
        expect(calls.reduce((sum, { count }) => sum + count, 0)).toBe(steps);
        expect(hidden).toBe(0);
      }),
    );
  });

  it("leaves out the nodes with the least time of their own, and calls to them", () => {
    const { nodes, calls, hidden } = callGraph(loop(3), "name", { ...WHOLE, nodes: 1 });

    expect([nodes.length, calls.length, hidden]).toEqual([1, 0, 2]);
  });

  it("shows of a tangle as much as was said, with the first span's node, and counts the rest", () => {
    const most = { nodes: 1000, calls: 3, excerpt: { services: 3, calls: 3 } };
    fc.assert(
      fc.property(arbitraryColumns(), fc.constantFrom(...GROUPINGS), (columns, grouping) => {
        const whole = callGraph(columns, grouping, WHOLE);

        const { nodes, calls, hidden, hiddenCalls } = callGraph(columns, grouping, most);

        expect(nodes.length + hidden).toBe(whole.nodes.length);
        if (whole.calls.length > 3) {
          expect(calls.length).toBeLessThanOrEqual(4);
          expect(nodes.map(({ key }) => key)).toContain(String(groupKeys(columns, grouping)(0)));
          expect(calls.length + hiddenCalls).toBe(whole.calls.length);
          const keys = new Set(nodes.map(({ key }) => key));
          expect(calls.every(({ from, to }) => keys.has(from) && keys.has(to))).toBe(true);
        }
      }),
    );
  });
});

describe("a clock that is off", () => {
  it("moves the span that tells of it and what runs below it in the same service", () => {
    const trace = new TraceBuilder(random(3), 1_700_000_000_000_000_000n);
    const root = trace.span({ service: "a", name: "call", start: 0, duration: 100 });
    const server = trace.span({ parent: root as never, service: "b", name: "serve", start: 50, duration: 90 });
    const inner = trace.span({ parent: server as never, service: "b", name: "work", start: 60, duration: 10 });
    trace.span({ parent: inner as never, service: "c", name: "other", start: 62, duration: 2 });
    const columns = decodeColumns(bytesOf(encodeColumns(trace.build())));
    const skew = { shiftNanos: -45e6, spanIds: [spanIdHex(columns, 1), "00000000000000ff", "nonsense"] };
    const rows = skewRows(columns, [skew as unknown as ClockSkew]);

    expect([...rows.keys()]).toEqual([1, 2]);
    expect([...rows.values()].every(({ shiftNanos }) => shiftNanos === -45e6)).toBe(true);
  });
});
