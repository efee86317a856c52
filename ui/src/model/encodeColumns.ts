/** Writes columns in the form that the server sends them and `decodeColumns` reads. */

import type { TraceColumns } from "./columns";

const ARRAYS = [
  ["spanId", "u64"],
  ["parent", "i32"],
  ["depth", "i32"],
  ["size", "i32"],
  ["start", "f64"],
  ["duration", "f64"],
  ["service", "i32"],
  ["name", "i32"],
  ["kind", "u8"],
  ["status", "u8"],
  ["flags", "u8"],
] as const;

const padTo8 = (length: number) => Math.ceil(length / 8) * 8;

export function encodeColumns(columns: TraceColumns): ArrayBuffer {
  const arrays: Record<string, { type: string; offset: number }> = {};
  let length = 0;
  for (const [name, type] of ARRAYS) {
    arrays[name] = { type, offset: length };
    length += padTo8(columns[name].byteLength);
  }
  const { traceId, spanCount, durationNanos, errorCount, orphanCount, services, names } = columns;
  const startUnixNano = String(columns.startUnixNano);
  const header = new TextEncoder().encode(
    JSON.stringify({
      traceId,
      spanCount,
      startUnixNano,
      durationNanos,
      errorCount,
      orphanCount,
      services,
      names,
      arrays,
    }),
  );
  const body = padTo8(8 + header.length);
  const bytes = new Uint8Array(body + length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x31434c43, true);
  view.setUint32(4, header.length, true);
  bytes.set(header, 8);
  for (const [name] of ARRAYS) {
    const array = columns[name];
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), body + arrays[name]!.offset);
  }
  return bytes.buffer;
}

/** Bytes as text, for a place that holds only text. */
export function toBase64(bytes: ArrayBuffer): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.byteLength; at += 0x8000) {
    parts.push(String.fromCharCode(...new Uint8Array(bytes, at, Math.min(0x8000, bytes.byteLength - at))));
  }
  return btoa(parts.join(""));
}

export function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)).buffer;
}
