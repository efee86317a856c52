import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../src/app/searchParams";
import { MOST_STEPS, moved, validateFunnel, withStep } from "../../src/funnels/search";

const read = (query: string) => validateFunnel(parseSearch(query));

describe("the address of a funnel", () => {
  it("holds steps in their order, gap and time", () => {
    const search = { steps: ['{ name = "a, b" }', "{ status = error } || { }"], gap: "5s", range: "6h" };

    expect(read(stringifySearch(search))).toEqual(search);
  });

  it("passes over what says nothing", () => {
    expect(read("?steps=&steps=+&gap=soon")).toEqual({});
    expect(read("?steps=%7B%7D&steps=&gap=+2m+")).toEqual({ steps: ["{}"], gap: "2m" });
  });

  it("has no more steps than are answered", () => {
    expect(read(`?${"steps=%7B%7D&".repeat(20)}`).steps).toHaveLength(MOST_STEPS);
  });
});

describe("steps", () => {
  it("move by changing places with a neighbour, and not out of the list", () => {
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], 1, 2)).toEqual(["a", "b"]);
  });

  it("are all there however they move", () => {
    const entries = fc.array(fc.integer(), { minLength: 1, maxLength: MOST_STEPS });
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(), (list, one, other) => {
        const [from, to] = [one % list.length, other % list.length];

        expect(moved(moved(list, from, to), to, from)).toEqual(list);
      }),
    );
  });

  it("are added at the end, or to a new funnel where there is no room", () => {
    expect(withStep(["a"], "b")).toEqual(["a", "b"]);
    expect(withStep(Array.from({ length: MOST_STEPS }, String), "b")).toEqual(["b"]);
  });
});
