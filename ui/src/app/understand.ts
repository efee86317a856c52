/** What the text in the universal box means. */

import type { ExploreSearch } from "../explore/query";
import { parseFilter } from "../model/filter";
import { type TraceReference, findTrace } from "../model/ids";
import { type Chip, attributeField, formatChips, literal, parseChip, quote } from "../model/traceql";

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
  if (/^[{(]/.test(trimmed)) {
    return { kind: "search", label: "Run TraceQL", search: { q: trimmed } };
  }
  const condition = conditionIn(trimmed);
  if (condition) {
    return searchFor(`Search ${condition.field}`, condition);
  }
  const service = serviceLike(trimmed, services);
  return service === null
    ? searchFor("Search span name", { field: "name", operator: "=", value: quote(trimmed) })
    : searchFor(`Search ${service}`, { field: "resource.service.name", operator: "=", value: quote(service) });
}

function searchFor(label: string, chip: Chip): Destination {
  return { kind: "search", label, search: { q: formatChips({ chips: [chip], rest: "" }) } };
}

/** `http.route=/cart` as it is pasted, or a condition as TraceQL writes it. */
function conditionIn(text: string): Chip | null {
  const written = parseChip(text);
  if (written && /[.:]|^(name|kind|status|duration)$/.test(written.field)) {
    return written.field.includes(".") &&
      !/^(\.|span\.|resource\.|event\.|link\.|parent\.|instrumentation)/.test(written.field)
      ? { ...written, field: `.${written.field}` }
      : written;
  }
  const filter = parseFilter(text);
  return filter && !/[!<>~]$/.test(filter.key)
    ? {
        field: attributeField(filter.scope ?? "", filter.key),
        operator: "=",
        value: literal(typeof filter.value === "string" ? "string" : "int", filter.value),
      }
    : null;
}

/** The service of that name, or the only one that begins so. */
function serviceLike(text: string, services: readonly string[]): string | null {
  const wanted = text.toLowerCase();
  const exact = services.find((service) => service.toLowerCase() === wanted);
  const starting = services.filter((service) => service.toLowerCase().startsWith(wanted));
  return exact ?? (starting.length === 1 ? starting[0]! : null);
}
