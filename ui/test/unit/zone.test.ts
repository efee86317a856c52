import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { formatMoment, fromLocalInput, showTimesIn, toLocalInput } from "../../src/model/time";

const MOMENTS = fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => seconds * 1000);

afterEach(() => showTimesIn("local"));

describe("moments", () => {
  it("in UTC are those of ISO 8601", () => {
    showTimesIn("utc");
    fc.assert(
      fc.property(MOMENTS, (millis) => {
        expect(formatMoment(millis).replace(" ", "T")).toBe(new Date(millis).toISOString().slice(0, 23));
      }),
    );
  });

  it("in the reader's zone are those of its clock", () => {
    const at = new Date(2026, 2, 1, 14, 3, 7, 120);
    expect(formatMoment(at.getTime())).toBe("2026-03-01 14:03:07.120");
  });

  it("are read as they are written, in UTC", () => {
    showTimesIn("utc");
    fc.assert(
      fc.property(MOMENTS, (millis) => {
        expect(fromLocalInput(toLocalInput(millis))).toBe(millis);
      }),
    );
  });
});
