import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Finding, Findings } from "../api/analysis";
import { findingsQuery } from "../api/queries";
import { rowsOfSpans } from "../model/columns";
import { pathRows } from "../model/path";
import { skewRows } from "../model/skew";
import type { TraceView } from "./view";

export interface Found {
  /** Null until they are here. */
  readonly findings: Findings | null;
  readonly isError: boolean;
}

/** What the server finds in the trace; the picture shows its critical path once that is here. */
export function useFindings(view: TraceView): Found {
  const { data = null, isError } = useQuery(findingsQuery(view.columns.traceId));
  useEffect(() => {
    if (data) {
      view.cause = data.findings
        .filter(({ kind }) => kind === "rootCause")
        .flatMap((found) => rowsOf(view, found))
        .slice(0, 1);
      view.skews = skewRows(view.columns, data.clockSkew);
      view.setPath(pathRows(view.columns, data.criticalPath));
    }
  }, [view, data]);
  return { findings: data, isError };
}

export function rowsOf(view: TraceView, { spanIds }: Pick<Finding, "spanIds">): number[] {
  return [...rowsOfSpans(view.columns, spanIds).values()];
}
