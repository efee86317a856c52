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
