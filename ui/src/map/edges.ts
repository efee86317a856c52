import type { Edge } from "../api/analysis";
import { type TimeSearch, timeOf } from "../model/range";
import { formatChips, quote } from "../model/traceql";

/** The spans that one service received from another. */
export function edgeSearch({ client, server }: Edge, time: TimeSearch) {
  const chips = [
    { field: "resource.service.name", operator: "=", value: quote(server) },
    { field: "parent.resource.service.name", operator: "=", value: quote(client) },
  ] as const;
  return { ...timeOf(time), q: formatChips({ chips, rest: "" }) };
}

export type Health = "failing" | "unwell" | "well";

/** How a call is painted: by its errors, which are what a reader looks for first. */
export function healthOf({ red }: Pick<Edge, "red">): Health {
  return red.errorRate >= 0.05 ? "failing" : red.errorRate >= 0.005 ? "unwell" : "well";
}

/** Busy calls are thicker, by orders of magnitude. */
export function strokeOf({ red }: Pick<Edge, "red">): number {
  return 1 + Math.min(Math.log10(1 + red.count), 6) * 0.7;
}
