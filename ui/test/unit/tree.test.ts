import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STATUS_ERROR } from "../../src/model/columns";
import { errorsUnder, nextRow, positionOf, reveal, treeFacts, visibleRows } from "../../src/model/tree";
import { arbitraryColumns, someCollapsed } from "./traces";

const flips = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 });

function isHidden(parent: Int32Array, collapsed: Uint8Array, row: number): boolean {
  const above = parent[row]!;
  return above !== -1 && (collapsed[above] === 1 || isHidden(parent, collapsed, above));
}

describe("visibleRows", () => {
  it("holds exactly the rows without a collapsed ancestor", () => {
    fc.assert(
      fc.property(arbitraryColumns(), flips, (columns, coins) => {
        const collapsed = someCollapsed(columns.spanCount, coins);

        const rows = [...visibleRows(columns.size, { collapsed })];

        const expected = [...columns.size.keys()].filter((row) => !isHidden(columns.parent, collapsed, row));
        expect(rows).toEqual(expected);
      }),
    );
  });
});

describe("positionOf", () => {
  it("is the place of the row itself, or of the visible row that hides it", () => {
    fc.assert(
      fc.property(arbitraryColumns(), flips, (columns, coins) => {
        const collapsed = someCollapsed(columns.spanCount, coins);
        const rows = visibleRows(columns.size, { collapsed });
        for (let row = 0; row < columns.spanCount; row++) {
          const at = rows[positionOf(rows, row)]!;

          expect(at <= row && row < at + columns.size[at]!).toBe(true);
        }
      }),
    );
  });

  it("is -1 where there are no rows", () => {
    expect(positionOf(new Int32Array(), 3)).toBe(-1);
  });
});

describe("reveal", () => {
  it("makes a row visible and says whether that changed anything", () => {
    fc.assert(
      fc.property(arbitraryColumns(), flips, fc.nat(), (columns, coins, pick) => {
        const collapsed = someCollapsed(columns.spanCount, coins);
        const row = pick % columns.spanCount;
        const wasHidden = isHidden(columns.parent, collapsed, row);

        const changed = reveal(columns.parent, collapsed, row);

        expect(changed).toBe(wasHidden);
        expect(visibleRows(columns.size, { collapsed })).toContain(row);
      }),
    );
  });
});

describe("treeFacts", () => {
  it("numbers siblings from one to their count", () => {
    fc.assert(
      fc.property(arbitraryColumns(), (columns) => {
        const facts = treeFacts(columns);
        columns.parent.forEach((parent, row) => {
          const siblings = [...columns.parent.keys()].filter((other) => columns.parent[other] === parent);

          expect(facts.place[row]).toBe(siblings.indexOf(row) + 1);
          expect(parent === -1 ? facts.rootCount : facts.childCount[parent]).toBe(siblings.length);
        });
      }),
    );
  });

  it("counts the errors under each row", () => {
    fc.assert(
      fc.property(arbitraryColumns(), (columns) => {
        const facts = treeFacts(columns);
        for (let row = 0; row < columns.spanCount; row++) {
          const under = columns.status
            .subarray(row + 1, row + columns.size[row]!)
            .filter((status) => status === STATUS_ERROR);

          expect(errorsUnder(facts, columns.size, row)).toBe(under.length);
        }
      }),
    );
  });
});

describe("nextRow", () => {
  const rows = Int32Array.of(3, 8, 20);

  it.each([
    [0, 1, 3],
    [3, 1, 8],
    [5, 1, 8],
    [20, 1, 3],
    [25, 1, 3],
    [20, -1, 8],
    [9, -1, 8],
    [3, -1, 20],
    [0, -1, 20],
  ] as const)("from %i going %i comes to %i", (from, direction, expected) => {
    expect(nextRow(rows, from, direction)).toBe(expected);
  });

  it("goes nowhere without rows", () => {
    expect(nextRow(new Int32Array(), 0, 1)).toBe(-1);
  });
});
