/** Arbitrary traces for properties. */

import * as fc from "fast-check";
import { type TraceColumns, decodeColumns } from "../../src/model/columns";
import { encodeColumns } from "../fake/columns.mjs";
import { random } from "../fake/random.mjs";
import { TraceBuilder } from "../fake/trace.mjs";

export function bytesOf(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

/** Any forest: each span hangs under one before it, or is a root; times need not nest. */
export function arbitraryTrace() {
  const span = fc.record({
    above: fc.nat(),
    isRoot: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
    start: fc.integer({ min: 0, max: 5000 }),
    duration: fc.integer({ min: 0, max: 5000 }),
    service: fc.constantFrom("cart", "checkout", "gateway", "payment"),
    name: fc.constantFrom("GET /cart", "POST /orders", "SELECT stock"),
    status: fc.constantFrom(0, 1, 2),
  });
  return fc.array(span, { minLength: 1, maxLength: 60 }).map((entries) => {
    const trace = new TraceBuilder(random(entries.length), 1_700_000_000_000_000_000n);
    for (const { above, isRoot, ...entry } of entries) {
      const parent = isRoot || trace.spans.length === 0 ? null : trace.spans[above % trace.spans.length];
      trace.span({ ...entry, parent });
    }
    return trace.build();
  });
}

export function arbitraryColumns(): fc.Arbitrary<TraceColumns> {
  return arbitraryTrace().map((trace) => decodeColumns(bytesOf(encodeColumns(trace))));
}

/** Collapses some of the rows, by a list of coin flips that is gone through again and again. */
export function someCollapsed(count: number, flips: readonly boolean[]): Uint8Array {
  return Uint8Array.from({ length: count }, (_, row) => (flips[row % flips.length] ? 1 : 0));
}
