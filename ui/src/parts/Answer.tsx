import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ResultsSkeleton } from "../explore/ResultsSkeleton";
import controls from "./controls.module.css";
import { Notice } from "./Notice";
import { useDelayed } from "./useDelayed";

interface Props<T> {
  readonly of: UseQueryResult<T>;
  /** What could not be read, for the reader of an error. */
  readonly what: string;
  readonly children: (data: T) => ReactNode;
}

/** The four states of what was asked for: not yet, late, failed with a way to try again, there. */
export function Answer<T>({ of: query, what, children }: Props<T>) {
  const isLate = useDelayed(query.isPending);
  if (query.data !== undefined) {
    return children(query.data);
  }
  if (query.isError) {
    return (
      <Notice title={`${what} could not be read`} tone="error">
        <p>{query.error.message}</p>
        <p>
          <button type="button" className={controls["button"]} onClick={() => void query.refetch()}>
            Ask again
          </button>
        </p>
      </Notice>
    );
  }
  return isLate ? <ResultsSkeleton /> : null;
}
