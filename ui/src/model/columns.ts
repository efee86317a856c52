/** The structure of one trace as columns, decoded from the server's binary answer without copying. */

export interface TraceColumns {
  readonly traceId: string;
  readonly spanCount: number;
  readonly startUnixNano: bigint;
  readonly durationNanos: number;
  readonly errorCount: number;
  readonly orphanCount: number;
  readonly services: readonly string[];
  readonly names: readonly string[];
  readonly spanId: BigUint64Array;
  readonly parent: Int32Array;
  readonly depth: Int32Array;
  readonly size: Int32Array;
  readonly start: Float64Array;
  readonly duration: Float64Array;
  readonly service: Int32Array;
  readonly name: Int32Array;
  readonly kind: Uint8Array;
  readonly status: Uint8Array;
  readonly flags: Uint8Array;
}

export const KINDS = ["unspecified", "internal", "server", "client", "producer", "consumer"] as const;
export const STATUS_ERROR = 2;
export const FLAG_PARENT_MISSING = 1;
export const FLAG_EVENTS = 2;
export const FLAG_LINKS = 4;
export const FLAG_CYCLE_CUT = 8;

/** Says what was wrong with an answer that is not a readable trace. */
export class ColumnsError extends Error {}

type ArrayKind = "u64" | "i32" | "f64" | "u8";

interface Header {
  readonly traceId: string;
  readonly spanCount: number;
  readonly startUnixNano: string;
  readonly durationNanos: number;
  readonly errorCount: number;
  readonly orphanCount: number;
  readonly services: readonly string[];
  readonly names: readonly string[];
  readonly arrays: Readonly<Record<string, { type: ArrayKind; offset: number }>>;
}

const MAGIC = 0x31434c43; // "CLC1", little-endian
const PREFIX_BYTES = 8;

export function decodeColumns(bytes: ArrayBuffer): TraceColumns {
  const header = readHeader(bytes);
  const bodyAt = padTo8(PREFIX_BYTES + new DataView(bytes).getUint32(4, true));
  const count = header.spanCount;

  function place(name: string, type: ArrayKind, width: number): number {
    const entry = header.arrays[name];
    if (entry?.type !== type) {
      throw new ColumnsError(`array ${name} must be ${type}, got ${entry?.type ?? "none"}`);
    }
    const at = bodyAt + entry.offset;
    if (!Number.isInteger(at) || at < bodyAt || at % 8 !== 0 || at + count * width > bytes.byteLength) {
      throw new ColumnsError(
        `array ${name} of ${count} rows must lie in ${bytes.byteLength} bytes, got offset ${entry.offset}`,
      );
    }
    return at;
  }
  const ints = (name: string) => new Int32Array(bytes, place(name, "i32", 4), count);
  const doubles = (name: string) => new Float64Array(bytes, place(name, "f64", 8), count);
  const smalls = (name: string) => new Uint8Array(bytes, place(name, "u8", 1), count);

  const columns: TraceColumns = {
    traceId: header.traceId,
    spanCount: count,
    startUnixNano: BigInt(header.startUnixNano),
    durationNanos: header.durationNanos,
    errorCount: header.errorCount,
    orphanCount: header.orphanCount,
    services: header.services,
    names: header.names,
    spanId: new BigUint64Array(bytes, place("spanId", "u64", 8), count),
    parent: ints("parent"),
    depth: ints("depth"),
    size: ints("size"),
    start: doubles("start"),
    duration: doubles("duration"),
    service: ints("service"),
    name: ints("name"),
    kind: smalls("kind"),
    status: smalls("status"),
    flags: smalls("flags"),
  };
  checkShape(columns);
  return columns;
}

function readHeader(bytes: ArrayBuffer): Header {
  if (bytes.byteLength < PREFIX_BYTES) {
    throw new ColumnsError(`a trace needs at least ${PREFIX_BYTES} bytes, got ${bytes.byteLength}`);
  }
  const view = new DataView(bytes);
  if (view.getUint32(0, true) !== MAGIC) {
    throw new ColumnsError("a trace must begin with CLC1");
  }
  const length = view.getUint32(4, true);
  if (padTo8(PREFIX_BYTES + length) > bytes.byteLength) {
    throw new ColumnsError(`the header of ${length} bytes must fit in ${bytes.byteLength}`);
  }
  const text = new TextDecoder().decode(new Uint8Array(bytes, PREFIX_BYTES, length));
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw new ColumnsError("the header must be JSON");
  }
  return checkHeader(header);
}

function checkHeader(header: unknown): Header {
  const { traceId, startUnixNano, services, names, arrays, ...counts } = (header ?? {}) as Partial<Header>;
  for (const name of ["spanCount", "durationNanos", "errorCount", "orphanCount"] as const) {
    const count = counts[name];
    if (count === undefined || !Number.isSafeInteger(count) || count < 0) {
      throw new ColumnsError(`${name} must be a whole number, got ${String(count)}`);
    }
  }
  if (
    typeof traceId !== "string" ||
    !/^\d{1,20}$/.test(String(startUnixNano)) ||
    !isTexts(services) ||
    !isTexts(names) ||
    typeof arrays !== "object"
  ) {
    throw new ColumnsError("the header must have traceId, startUnixNano, services, names and arrays");
  }
  return header as Header;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

/** Everything drawn relies on preorder, so a trace that breaks it is refused here, once. */
function checkShape(columns: TraceColumns): void {
  const { spanCount, parent, size, depth, service, name } = columns;
  for (let row = 0; row < spanCount; row++) {
    const above = parent[row]!;
    const end = row + size[row]!;
    const inParent = above === -1 ? end <= spanCount : end <= above + size[above]!;
    const level = above === -1 ? 0 : depth[above]! + 1;
    if (above < -1 || above >= row || size[row]! < 1 || !inParent || depth[row] !== level) {
      throw new ColumnsError(
        `row ${row} must lie in its parent's rows, got parent ${above}, size ${size[row]}, depth ${depth[row]}`,
      );
    }
    if (columns.services[service[row]!] === undefined || columns.names[name[row]!] === undefined) {
      throw new ColumnsError(`row ${row} must name a service and a span name, got ${service[row]} and ${name[row]}`);
    }
  }
}

function padTo8(length: number): number {
  return Math.ceil(length / 8) * 8;
}

export function spanIdHex(columns: TraceColumns, row: number): string {
  return columns.spanId[row]!.toString(16).padStart(16, "0");
}

/** The row of a span id, or -1. */
export function rowOfSpan(columns: TraceColumns, spanId: string): number {
  return /^[0-9a-f]{16}$/.test(spanId) ? columns.spanId.indexOf(BigInt(`0x${spanId}`)) : -1;
}

/** The rows of many span ids, in one pass; what the trace does not have is left out. */
export function rowsOfSpans(columns: TraceColumns, spanIds: Iterable<string>): ReadonlyMap<string, number> {
  const wanted = new Map<bigint, string>();
  for (const spanId of spanIds) {
    if (/^[0-9a-f]{16}$/.test(spanId)) {
      wanted.set(BigInt(`0x${spanId}`), spanId);
    }
  }
  const rows = new Map<string, number>();
  for (let row = 0; row < columns.spanCount && rows.size < wanted.size; row++) {
    const spanId = wanted.get(columns.spanId[row]!);
    if (spanId !== undefined && !rows.has(spanId)) {
      rows.set(spanId, row);
    }
  }
  return rows;
}

export function serviceOf(columns: TraceColumns, row: number): string {
  return columns.services[columns.service[row]!]!;
}

export function nameOf(columns: TraceColumns, row: number): string {
  return columns.names[columns.name[row]!]!;
}
