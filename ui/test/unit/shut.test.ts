import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shutBeside, shutFrom } from "../../src/model/shut";
import { visibleRows } from "../../src/model/tree";
import { arbitraryColumns } from "./traces";

describe("closing many rows", () => {
  it("from a level on leaves exactly the rows down to that level in sight", () => {
    fc.assert(
      fc.property(arbitraryColumns(), fc.integer({ min: 1, max: 6 }), (columns, level) => {
        const collapsed = new Uint8Array(columns.spanCount);

        shutFrom(columns, collapsed, level);

        const expected = [...columns.depth.keys()].filter((row) => columns.depth[row]! <= level);
        expect([...visibleRows(columns.size, { collapsed })]).toEqual(expected);
      }),
    );
  });

  it("beside a row leaves it, all below it and all above it open, and nothing else", () => {
    fc.assert(
      fc.property(arbitraryColumns(), fc.nat(), (columns, pick) => {
        const row = pick % columns.spanCount;
        const { parent, size } = columns;
        const above: number[] = [];
        for (let at = parent[row]!; at >= 0; at = parent[at]!) {
          above.push(at);
        }
        const collapsed = new Uint8Array(columns.spanCount).fill(1);

        shutBeside(columns, collapsed, row);

        const open = [...collapsed.keys()].filter((at) => collapsed[at] === 0 && size[at]! > 1);
        const inside = (at: number) => at >= row && at < row + size[row]!;
        const expected = [...size.keys()].filter((at) => size[at]! > 1 && (inside(at) || above.includes(at)));
        expect(open).toEqual(expected);
      }),
    );
  });
});
