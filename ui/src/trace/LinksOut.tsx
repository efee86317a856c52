import { useQuery } from "@tanstack/react-query";
import { type ReactNode, createContext, useContext, useMemo } from "react";
import { localTrace } from "../api/local";
import { pageConfigQuery } from "../api/queries";
import type { Attribute, SpanDetail } from "../api/types";
import { type TraceColumns, nameOf, serviceOf } from "../model/columns";
import { type Place, type WebLink, linksOut } from "../model/pageConfig";
import { attributeText } from "./attributeText";

/** The links out of an attribute that stands beside others. */
type Leads = (place: Place, attribute: Attribute, beside: readonly Attribute[]) => readonly WebLink[];

const NOWHERE: Leads = () => [];
const Leading = createContext(NOWHERE);

export const useLeads = (): Leads => useContext(Leading);

interface Props {
  readonly span: SpanDetail;
  readonly columns: TraceColumns;
  readonly children: ReactNode;
}

/** Within it, values of a span lead where the page is configured to have them lead. */
export function LinksOut({ span, columns, children }: Props) {
  const { data } = useQuery({ ...pageConfigQuery, enabled: localTrace(columns.traceId)?.isSnapshot !== true });
  const patterns = data?.patterns;
  const leads = useMemo<Leads>(
    () =>
      patterns
        ? (place, { key }, beside) => {
            // A resource knows nothing of the spans that it has.
            const known = place === "process" ? beside : [...beside, ...span.attributes, ...span.resource];
            return linksOut(patterns, place, key, (name) => traceField(columns, name) ?? valueOf(known, name));
          }
        : NOWHERE,
    [patterns, span, columns],
  );
  return <Leading value={leads}>{children}</Leading>;
}

function valueOf(attributes: readonly Attribute[], name: string): string | null {
  const found = attributes.find(({ key }) => key === name);
  return found ? attributeText(found) || null : null;
}

const micros = (nanos: bigint) => String(nanos / 1000n);

/** What Jaeger's patterns call the facts of a trace; moments and durations are microseconds there. */
function traceField(columns: TraceColumns, name: string): string | null {
  const { traceId, startUnixNano, durationNanos } = columns;
  switch (name) {
    case "trace.traceID":
      return traceId;
    case "trace.traceName":
      return `${serviceOf(columns, 0)}: ${nameOf(columns, 0)}`;
    case "trace.startTime":
      return micros(startUnixNano);
    case "trace.endTime":
      return micros(startUnixNano + BigInt(Math.round(durationNanos)));
    case "trace.duration":
      return micros(BigInt(Math.round(durationNanos)));
    default:
      return null;
  }
}
