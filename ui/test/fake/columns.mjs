/** Writes a trace in the form of `traces/{id}/columns`. */

const ARRAYS = [
  ["spanId", "u64", BigUint64Array],
  ["parent", "i32", Int32Array],
  ["depth", "i32", Int32Array],
  ["size", "i32", Int32Array],
  ["start", "f64", Float64Array],
  ["duration", "f64", Float64Array],
  ["service", "i32", Int32Array],
  ["name", "i32", Int32Array],
  ["kind", "u8", Uint8Array],
  ["status", "u8", Uint8Array],
  ["flags", "u8", Uint8Array],
];

const padTo8 = (length) => Math.ceil(length / 8) * 8;

export function encodeColumns(trace) {
  const services = dictionary(trace.rows.map(({ span }) => span.service));
  const names = dictionary(trace.rows.map(({ span }) => span.name));
  const values = {
    spanId: trace.rows.map(({ span }) => BigInt(`0x${span.spanId}`)),
    parent: trace.rows.map(({ parentRow }) => parentRow),
    depth: trace.rows.map(({ depth }) => depth),
    size: trace.rows.map(({ size }) => size),
    start: trace.rows.map(({ span }) => span.start),
    duration: trace.rows.map(({ span }) => span.duration),
    service: trace.rows.map(({ span }) => services.indexOf(span.service)),
    name: trace.rows.map(({ span }) => names.indexOf(span.name)),
    kind: trace.rows.map(({ span }) => span.kind),
    status: trace.rows.map(({ span }) => span.status),
    flags: trace.rows.map((row) => flagsOf(row)),
  };
  const arrays = {};
  const parts = [];
  let offset = 0;
  for (const [name, type, TypedArray] of ARRAYS) {
    const bytes = Buffer.from(TypedArray.from(values[name]).buffer);
    arrays[name] = { type, offset };
    parts.push(bytes, Buffer.alloc(padTo8(bytes.length) - bytes.length));
    offset += padTo8(bytes.length);
  }
  const header = Buffer.from(
    JSON.stringify({
      traceId: trace.traceId,
      spanCount: trace.rows.length,
      startUnixNano: String(trace.startUnixNano),
      durationNanos: trace.durationNanos,
      errorCount: trace.errorCount,
      orphanCount: trace.orphanCount,
      services: services.entries,
      names: names.entries,
      arrays,
    }),
  );
  const prefix = Buffer.alloc(8);
  prefix.write("CLC1");
  prefix.writeUInt32LE(header.length, 4);
  return Buffer.concat([prefix, header, Buffer.alloc(padTo8(8 + header.length) - 8 - header.length), ...parts]);
}

function flagsOf({ span, parentRow }) {
  return (
    (parentRow === -1 && span.parentSpanId !== null ? 1 : 0) |
    (span.events.length > 0 ? 2 : 0) |
    (span.links.length > 0 ? 4 : 0)
  );
}

function dictionary(values) {
  const places = new Map();
  for (const value of values) {
    if (!places.has(value)) {
      places.set(value, places.size);
    }
  }
  return { entries: [...places.keys()], indexOf: (value) => places.get(value) };
}
