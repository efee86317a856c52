/** What the pages ask for, how long an answer stays good, and what is asked again. */

import { QueryClient, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import {
  ApiError,
  fetchColumns,
  fetchConfig,
  fetchOperations,
  fetchServices,
  fetchSpan,
  fetchStatus,
  search,
} from "./client";
import type { SearchRequest } from "./types";

const MINUTE = 60_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal is an answer; only a server that is busy or unreachable is asked again.
        retry: (failures, error) => failures < 2 && isPassing(error),
        retryDelay: (failures) => 300 * 2 ** failures,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
    },
  });
}

function isPassing(error: Error): boolean {
  return error instanceof ApiError && [0, 429, 502, 503, 504].includes(error.status);
}

export const configQuery = queryOptions({
  queryKey: ["config"],
  queryFn: ({ signal }) => fetchConfig(signal),
  staleTime: Infinity,
});

export const statusQuery = queryOptions({
  queryKey: ["status"],
  queryFn: ({ signal }) => fetchStatus(signal),
});

export const servicesQuery = queryOptions({
  queryKey: ["services"],
  queryFn: ({ signal }) => fetchServices(signal),
  staleTime: MINUTE,
});

export const operationsQuery = (service: string) =>
  queryOptions({
    queryKey: ["operations", service],
    queryFn: ({ signal }) => fetchOperations(service, signal),
    staleTime: MINUTE,
    enabled: service !== "",
  });

/** A trace is never compared or copied: its columns are shared by reference. Nor is it asked for again unasked, under the reader's eyes. */
export const columnsQuery = (traceId: string) =>
  queryOptions({
    queryKey: ["columns", traceId],
    queryFn: ({ signal }) => fetchColumns(traceId, signal),
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: MINUTE,
  });

export const spanQuery = (traceId: string, spanId: string) =>
  queryOptions({
    queryKey: ["span", traceId, spanId],
    queryFn: ({ signal }) => fetchSpan(traceId, spanId, signal),
    staleTime: 5 * MINUTE,
  });

interface Page {
  readonly cursor?: string;
  /** Later pages ask for the same window as the first, or rows would slip between them. */
  readonly window: Pick<SearchRequest, "startUnixNano" | "endUnixNano">;
}

export const searchQuery = (key: string, request: SearchRequest, windowAt: (nowMillis: number) => Page["window"]) =>
  infiniteQueryOptions({
    queryKey: ["search", key],
    initialPageParam: null as Page | null,
    queryFn: async ({ pageParam, signal }) => {
      const page = pageParam ?? { window: windowAt(Date.now()) };
      const answer = await search({ ...request, ...page.window, ...(page.cursor && { cursor: page.cursor }) }, signal);
      return { ...answer, window: page.window };
    },
    getNextPageParam: (last): Page | null =>
      last.nextCursor ? { cursor: last.nextCursor, window: last.window } : null,
    staleTime: 15_000,
  });
