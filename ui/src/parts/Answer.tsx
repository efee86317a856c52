import type { QueryKey, UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../api/client";
import { Failure } from "./Failure";
import { Notice } from "./Notice";
import { Waiting } from "./Waiting";

interface Props<T> {
  readonly of: UseQueryResult<T>;
  readonly queryKey: QueryKey;
  /** What could not be read, for the reader of an error. */
  readonly what: string;
  /** What it means where the server does not have it; absent where that is a fault. */
  readonly absent?: string;
  readonly children: (data: T) => ReactNode;
}

/** The states of what was asked for: not yet, late, called off, failed with a way to try again, there. */
export function Answer<T>({ of: query, queryKey, what, absent, children }: Props<T>) {
  if (query.data !== undefined) {
    return children(query.data);
  }
  if (absent && query.error instanceof ApiError && query.error.status === 404) {
    return (
      <Notice title={absent}>
        <p>Widen the time to see more.</p>
      </Notice>
    );
  }
  if (query.isError) {
    return (
      <Notice title={`${what} could not be read`} tone="error">
        <Failure error={query.error} onAgain={() => void query.refetch()} />
      </Notice>
    );
  }
  return <Waiting queryKey={queryKey} isIdle={query.fetchStatus === "idle"} onAgain={() => void query.refetch()} />;
}
