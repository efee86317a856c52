import { type Search, text } from "../app/searchParams";
import { type TimeSearch, validateTime } from "../model/range";
import { normalTraceId } from "../trace/search";

export const EARLIER = ["1h", "24h", "7d"] as const;

export interface CompareSearch extends TimeSearch {
  /** A trace id, or a query in braces. */
  readonly a?: string | undefined;
  readonly b?: string | undefined;
  /** By how much the time of query A is earlier. */
  readonly ago?: (typeof EARLIER)[number] | undefined;
  /** As called where it says nothing. */
  readonly order?: "difference" | undefined;
}

export function validateCompare(raw: Search): CompareSearch {
  const side = (key: string) => {
    const said = text(raw, key)?.trim() ?? "";
    return isQuery(said) ? said : (normalTraceId(said) ?? undefined);
  };
  return {
    ...validateTime(raw),
    a: side("a"),
    b: side("b"),
    ago: EARLIER.find((ago) => ago === text(raw, "ago")),
    order: text(raw, "order") === "difference" ? "difference" : undefined,
  };
}

export const isQuery = (side: string): boolean => side.startsWith("{");

/** Jaeger's address of a comparison: `A...B`. */
export function comparedIds(param: string): CompareSearch | null {
  const found = /^([0-9a-f]{1,32})\.\.\.([0-9a-f]{1,32})?$/i.exec(param);
  return found ? validateCompare({ a: found[1], b: found[2] }) : null;
}
