/** What the text in the universal box means. */

import type { ExploreSearch } from "../explore/query";
import { formatFilter, parseFilter } from "../model/filter";
import { type TraceReference, findTrace } from "../model/ids";

export type Destination =
  | { readonly kind: "nothing" }
  | ({ readonly kind: "trace"; readonly label: string } & TraceReference)
  | { readonly kind: "search"; readonly label: string; readonly search: ExploreSearch };

export function understand(text: string, services: readonly string[]): Destination {
  const trimmed = text.trim();
  if (trimmed === "") {
    return { kind: "nothing" };
  }
  const trace = findTrace(trimmed);
  if (trace) {
    return { kind: "trace", label: `Open trace ${trace.traceId.slice(0, 8)}…`, ...trace };
  }
  const filter = parseFilter(trimmed);
  if (filter) {
    return { kind: "search", label: `Search ${filter.key}`, search: { attr: [formatFilter(filter)] } };
  }
  const service = serviceLike(trimmed, services);
  return service === null
    ? { kind: "search", label: "Search span name", search: { name: trimmed } }
    : { kind: "search", label: `Search ${service}`, search: { service } };
}

/** The service of that name, or the only one that begins so. */
function serviceLike(text: string, services: readonly string[]): string | null {
  const wanted = text.toLowerCase();
  const exact = services.find((service) => service.toLowerCase() === wanted);
  const starting = services.filter((service) => service.toLowerCase().startsWith(wanted));
  return exact ?? (starting.length === 1 ? starting[0]! : null);
}
