/** Find in a trace: rows whose service, span name or span id holds a text. */

import type { Attribute, SpanDetail } from "../api/types";
import { spanIdHex, type TraceColumns } from "./columns";

/** Ascending rows. Each dictionary entry is compared once, not once a span. */
export function findRows(columns: TraceColumns, text: string): Int32Array {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") {
    return new Int32Array();
  }
  const services = columns.services.map((service) => service.toLowerCase().includes(wanted));
  const names = columns.names.map((name) => name.toLowerCase().includes(wanted));
  const mayBeId = /^[0-9a-f]{4,16}$/.test(wanted);
  const rows: number[] = [];
  for (let row = 0; row < columns.spanCount; row++) {
    if (
      services[columns.service[row]!] ||
      names[columns.name[row]!] ||
      (mayBeId && spanIdHex(columns, row).startsWith(wanted))
    ) {
      rows.push(row);
    }
  }
  return Int32Array.from(rows);
}

/** The same of everything a span carries, as a server looks for it. */
export function holdsText(span: SpanDetail, text: string): boolean {
  const needle = text.trim().toLowerCase();
  const isIn = (value: unknown): boolean =>
    value !== null && typeof value === "object"
      ? Object.entries(value).some(([key, inner]) => (!Array.isArray(value) && isIn(key)) || isIn(inner))
      : String(value ?? "")
          .toLowerCase()
          .includes(needle);
  const inAttributes = (attributes: readonly Attribute[]) =>
    attributes.some(({ key, value }) => isIn(key) || isIn(value));
  return (
    isIn(span.name) ||
    isIn(span.service) ||
    isIn(span.statusMessage) ||
    inAttributes(span.attributes) ||
    inAttributes(span.resource) ||
    span.events.some((event) => isIn(event.name) || inAttributes(event.attributes))
  );
}
