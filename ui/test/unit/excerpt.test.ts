import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Call, excerptOf } from "../../src/model/excerpt";

const call = (client: string, server: string, count = 1, errors = 0): Call => ({
  client,
  server,
  red: { count, errors },
});

const letters = fc.constantFrom(..."abcdefghijklmnop");
const graphs = fc.array(
  fc.record({
    client: letters,
    server: letters,
    red: fc.record({ count: fc.nat(1000), errors: fc.nat(10) }),
  }),
  { maxLength: 60 },
);
const bounds = fc.record({ services: fc.integer({ min: 2, max: 10 }), calls: fc.integer({ min: 10, max: 20 }) });

describe("an excerpt of a call graph", () => {
  it("begins with the busiest call and goes on from there", () => {
    const calls = [call("a", "b", 5), call("gateway", "cart", 90), call("cart", "db", 20), call("x", "y", 30)];

    const { names, calls: shown } = excerptOf(calls, undefined, { services: 3, calls: 9 });

    expect(names).toEqual(["gateway", "cart", "db"]);
    expect(shown).toEqual([calls[1], calls[2]]);
  });

  it("takes calls that fail before calls that are many", () => {
    const calls = [call("a", "b", 60), call("c", "d", 20, 9)];

    expect(excerptOf(calls, undefined, { services: 2, calls: 9 }).names).toEqual(["c", "d"]);
  });

  it("has the service that is looked at, and counts what is beyond", () => {
    const calls = [call("a", "hub", 9), call("b", "hub", 1), call("hub", "c", 8), call("hub", "d", 1)];

    const { names, beyond } = excerptOf(calls, "hub", { services: 3, calls: 9 });

    expect(names).toEqual(["hub", "a", "c"]);
    expect(beyond.get("hub")).toEqual({ callers: 1, called: 1 });
    expect(beyond.get("a")).toEqual({ callers: 0, called: 0 });
  });

  it("has no more than there is room for, and no call without its ends", () => {
    fc.assert(
      fc.property(graphs, fc.option(letters, { nil: undefined }), bounds, (calls, from, most) => {
        const found = excerptOf(calls, from, most);

        expect(found.names.length).toBeLessThanOrEqual(most.services + 1);
        expect(found.calls.length).toBeLessThanOrEqual(most.calls);
        expect(new Set(found.names).size).toBe(found.names.length);
        expect(
          found.calls.every(({ client, server }) => [client, server].every((end) => found.names.includes(end))),
        ).toBe(true);
        expect(found.names).toEqual(expect.arrayContaining(from === undefined ? [] : [from]));
      }),
    );
  });

  it("leaves nothing out where there is room for all", () => {
    fc.assert(
      fc.property(graphs, (calls) => {
        const found = excerptOf(calls, undefined, { services: 20, calls: 100 });

        const ends = calls
          .filter(({ client, server }) => client !== server)
          .flatMap(({ client, server }) => [client, server]);
        expect([...found.names]).toEqual(expect.arrayContaining(ends));
        expect([...found.beyond.values()].every(({ callers, called }) => callers + called === 0)).toBe(true);
        expect(found.calls.length).toBe(calls.length);
      }),
    );
  });
});
