import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ColumnsError, decodeColumns, nameOf, rowOfSpan, serviceOf, spanIdHex } from "../../src/model/columns";
import { encodeColumns } from "../fake/columns.mjs";
import { random } from "../fake/random.mjs";
import { checkout } from "../fake/checkout.mjs";
import { arbitraryTrace, bytesOf } from "./traces";

const shop = () => checkout(random(1), 1_700_000_000_000_000_000n, { fails: true });

describe("decodeColumns", () => {
  it("reads back what was written", () => {
    const trace = shop();

    const columns = decodeColumns(bytesOf(encodeColumns(trace)));

    expect(columns.traceId).toBe(trace.traceId);
    expect(columns.startUnixNano).toBe(1_700_000_000_000_000_000n);
    expect(columns.errorCount).toBe(trace.errorCount);
    trace.rows.forEach(({ span, parentRow }, row) => {
      expect(spanIdHex(columns, row)).toBe(span.spanId);
      expect(serviceOf(columns, row)).toBe(span.service);
      expect(nameOf(columns, row)).toBe(span.name);
      expect(columns.parent[row]).toBe(parentRow);
      expect(columns.duration[row]).toBe(span.duration);
    });
  });

  it("finds a row by its span id and nothing by another", () => {
    const columns = decodeColumns(bytesOf(encodeColumns(shop())));

    expect(rowOfSpan(columns, spanIdHex(columns, 7))).toBe(7);
    expect(rowOfSpan(columns, "ffffffffffffffff")).toBe(-1);
    expect(rowOfSpan(columns, "no id")).toBe(-1);
  });

  it("reads a trace without spans", () => {
    const empty = { ...shop(), rows: [] };

    expect(decodeColumns(bytesOf(encodeColumns(empty))).spanCount).toBe(0);
  });

  it("refuses what does not begin with its mark", () => {
    expect(() => decodeColumns(new ArrayBuffer(64))).toThrow("must begin with CLC1");
    expect(() => decodeColumns(new ArrayBuffer(3))).toThrow("at least 8 bytes, got 3");
  });

  it("refuses a parent that comes after its child", () => {
    const trace = shop();
    trace.rows[1]!.parentRow = 9;

    expect(() => decodeColumns(bytesOf(encodeColumns(trace)))).toThrow(
      "row 1 must lie in its parent's rows, got parent 9",
    );
  });

  it("says what is wrong however an answer is cut or bent", () => {
    fc.assert(
      fc.property(arbitraryTrace(), fc.nat(), fc.nat(255), fc.boolean(), (trace, place, value, isCut) => {
        const bytes = new Uint8Array(bytesOf(encodeColumns(trace)));
        const at = place % bytes.length;
        bytes[at] = value;
        const broken = isCut ? bytes.slice(0, at) : bytes;
        try {
          decodeColumns(broken.buffer);
        } catch (error) {
          expect(error).toBeInstanceOf(ColumnsError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
