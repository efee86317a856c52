import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Finding, Findings } from "../api/analysis";
import { findingsQuery } from "../api/queries";
import { rowOfSpan } from "../model/columns";
import { pathRows } from "../model/path";
import type { TraceView } from "./view";

/** What the server finds in the trace; the picture shows its critical path once that is here. */
export function useFindings(view: TraceView): Findings | null {
  const { data } = useQuery(findingsQuery(view.columns.traceId));
  useEffect(() => {
    if (data) {
      view.cause = data.findings
        .filter(({ kind }) => kind === "rootCause")
        .flatMap((found) => rowsOf(view, found))
        .slice(0, 1);
      view.setPath(pathRows(view.columns, data.criticalPath));
    }
  }, [view, data]);
  return data ?? null;
}

export function rowsOf(view: TraceView, { spanIds }: Pick<Finding, "spanIds">): number[] {
  return spanIds.map((spanId) => rowOfSpan(view.columns, spanId)).filter((row) => row >= 0);
}
