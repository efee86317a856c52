import { type Search, text } from "../app/searchParams";
import { normalTraceId } from "../trace/search";

export interface CompareSearch {
  /** Trace ids. */
  readonly a?: string | undefined;
  readonly b?: string | undefined;
}

export function validateCompare(raw: Search): CompareSearch {
  const id = (key: string) => normalTraceId(text(raw, key)?.trim() ?? "") ?? undefined;
  return { a: id("a"), b: id("b") };
}

/** Jaeger's address of a comparison: `A...B`. */
export function comparedIds(param: string): CompareSearch | null {
  const found = /^([0-9a-f]{1,32})\.\.\.([0-9a-f]{1,32})?$/i.exec(param);
  return found ? validateCompare({ a: found[1], b: found[2] }) : null;
}
