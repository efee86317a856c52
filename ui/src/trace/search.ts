/** What the address of a trace says beside its id. */

import { type Search, text } from "../app/searchParams";
import { formatSift, parseSift } from "../model/sift";

export interface TraceSearch {
  readonly span?: string | undefined;
  /** The shown time, `from-to` in nanoseconds after the start. */
  readonly z?: string | undefined;
  readonly find?: string | undefined;
  readonly view?: TraceViewName | undefined;
  /** What is sifted, as `formatSift` writes it. */
  readonly f?: string | undefined;
  /** By what the statistics, or the nodes of the graph, are put together. */
  readonly by?: string | undefined;
  /** By what statistics or spans are ordered. */
  readonly order?: string | undefined;
  /** How grave a log record is at least. */
  readonly level?: string | undefined;
}

export const TRACE_VIEWS = ["timeline", "flame", "graph", "stats", "spans", "logs"] as const;
export type TraceViewName = (typeof TRACE_VIEWS)[number];

export function validateTrace(raw: Search): TraceSearch {
  const span = text(raw, "span")?.toLowerCase();
  const z = text(raw, "z");
  return {
    span: span && /^[0-9a-f]{16}$/.test(span) ? span : undefined,
    z: z && /^\d{1,16}-\d{1,16}$/.test(z) ? z : undefined,
    find: text(raw, "find") ?? text(raw, "uiFind"),
    view: TRACE_VIEWS.find((view) => view === text(raw, "view") && view !== "timeline"),
    f: formatSift(parseSift(text(raw, "f"))),
    by: text(raw, "by"),
    order: text(raw, "order"),
    level: text(raw, "level"),
  };
}

/** Old clients write 64-bit ids; the store knows them with leading zeroes. Null when it is no id. */
export function normalTraceId(param: string): string | null {
  return /^[0-9a-f]{1,32}$/i.test(param) && !/^0+$/.test(param) ? param.toLowerCase().padStart(32, "0") : null;
}
