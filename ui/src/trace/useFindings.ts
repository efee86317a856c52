import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Finding, Findings } from "../api/analysis";
import { fetchFindingsOf } from "../api/client";
import { type LocalTrace, localTrace } from "../api/local";
import { findingsQuery } from "../api/queries";
import { rowsOfSpans } from "../model/columns";
import { pathRows } from "../model/path";
import { skewRows } from "../model/skew";
import type { TraceView } from "./view";

export interface Found {
  /** Sends the trace to the server to be judged; present where it is not there and the reader may want that. */
  readonly onSend: (() => void) | null;
  readonly isSending: boolean;
  /** Null until they are here. */
  readonly findings: Findings | null;
  readonly error: Error | null;
  /** Asks for them again, the way they were asked for. */
  readonly onAgain: () => void;
}

/** What the server finds in the trace; the picture shows its critical path once that is here. */
export function useFindings(view: TraceView): Found {
  const local = localTrace(view.columns.traceId);
  const queries = useQueryClient();
  const { queryKey } = findingsQuery(view.columns.traceId);
  const { data = null, error, refetch } = useQuery(findingsQuery(view.columns.traceId));
  const sending = useMutation({
    mutationFn: (trace: LocalTrace) => fetchFindingsOf(trace, new AbortController().signal),
    onSuccess: (findings) => queries.setQueryData(queryKey, findings),
  });
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
  return {
    findings: data,
    error: sending.error ?? error,
    onAgain: () => (local ? sending.mutate(local) : void refetch()),
    isSending: sending.isPending,
    onSend: local && !local.isSnapshot && data === null ? () => sending.mutate(local) : null,
  };
}

export function rowsOf(view: TraceView, { spanIds }: Pick<Finding, "spanIds">): number[] {
  return [...rowsOfSpans(view.columns, spanIds).values()];
}
