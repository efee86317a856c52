/** What the pages ask for, how long an answer stays good, and what is asked again. */

import { QueryClient, type QueryKey, infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  Changes,
  ErrorGroups,
  Funnel,
  Percentile,
  ServiceMap,
  ServiceOverview,
  ServiceVersions,
  ServicesOverview,
  Structure,
} from "./analysis";
import type { ComparedQueries, ComparedSpans, ComparedTraces } from "./comparison";
import {
  ApiError,
  type Parameters,
  askFor,
  fetchAttributes,
  fetchColumns,
  fetchConfig,
  fetchFindings,
  fetchServices,
  fetchSpan,
  fetchStatus,
  fetchValues,
  get,
  part,
  post,
} from "./client";
import { localTrace } from "./local";
import { fetchLogs } from "./logs";
import { readPageConfig } from "../model/pageConfig";
import type { Hearing } from "./stream";
import type { QueryRequest, Range } from "./types";

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
        staleTime: 15_000,
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

/** What somebody wrote for Jaeger's page; it changes seldom. */
export const pageConfigQuery = queryOptions({
  queryKey: ["ui-config"],
  queryFn: ({ signal }) => get<object>("ui-config", signal),
  select: readPageConfig,
  staleTime: 5 * MINUTE,
});

export const statusQuery = queryOptions({
  queryKey: ["status"],
  queryFn: ({ signal }) => fetchStatus(signal),
  staleTime: 0,
});

export const servicesQuery = queryOptions({
  queryKey: ["services"],
  queryFn: ({ signal }) => fetchServices(signal),
  staleTime: MINUTE,
});

export const attributesQuery = (parameters: Parameters) =>
  queryOptions({
    queryKey: ["attributes", parameters],
    queryFn: ({ signal }) => fetchAttributes(parameters, signal),
    staleTime: MINUTE,
  });

export const valuesQuery = (reference: string, parameters: Parameters) =>
  queryOptions({
    queryKey: ["values", reference, parameters],
    queryFn: ({ signal }) => fetchValues(reference, parameters, signal),
    staleTime: MINUTE,
    enabled: reference !== "",
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

export const findingsQuery = (traceId: string) =>
  queryOptions({
    queryKey: ["findings", traceId],
    queryFn: ({ signal }) => fetchFindings(traceId, signal),
    staleTime: Infinity,
    gcTime: MINUTE,
  });

export const logsQuery = (traceId: string) =>
  queryOptions({
    queryKey: ["logs", traceId],
    queryFn: ({ signal }) => fetchLogs(traceId, signal),
    enabled: localTrace(traceId) === null,
    // Moments are bigints, which sharing cannot compare.
    structuralSharing: false,
    staleTime: MINUTE,
  });

export const percentileQuery = (traceId: string, spanId: string) =>
  queryOptions({
    queryKey: ["percentile", traceId, spanId],
    queryFn: ({ signal }) =>
      get<{ spans: Percentile[] }>(`traces/${part(traceId)}/percentiles`, signal, { ids: spanId }),
    enabled: localTrace(traceId) === null,
    select: ({ spans }) => spans[0] ?? null,
    staleTime: 5 * MINUTE,
  });

/** The same query in the same time is the same answer, whoever asks. */
export const tracesQuery = (request: QueryRequest) =>
  infiniteQueryOptions({
    queryKey: ["traces", request],
    initialPageParam: "",
    queryFn: (context) => {
      const cursor = context.pageParam && { cursor: context.pageParam };
      return askFor("traces", { ...request, ...cursor }, context.signal, listener(context));
    },
    getNextPageParam: (last) => last.nextCursor,
  });

export const seriesQuery = (request: QueryRequest) =>
  queryOptions({ queryKey: ["series", request], queryFn: ({ signal }) => askFor("series", request, signal) });

export const totalsQuery = (request: QueryRequest) =>
  queryOptions({ queryKey: ["totals", request], queryFn: ({ signal }) => askFor("totals", request, signal) });

const analysis = <T>(path: string, parameters: Parameters) =>
  queryOptions({ queryKey: [path, parameters as object], queryFn: ({ signal }) => get<T>(path, signal, parameters) });

/** Under which it is kept how far an answer is. */
export const progressKey = (queryKey: QueryKey): QueryKey => ["progress", ...queryKey];

/** Under which the beginning of an answer is kept, also when the rest is called off. */
export const partKey = (queryKey: QueryKey): QueryKey => ["part", ...queryKey];

const listener = ({ client, queryKey }: { readonly client: QueryClient; readonly queryKey: QueryKey }): Hearing => ({
  onProgress: (progress) => client.setQueryData(progressKey(queryKey), progress),
  onPart: (beginning) => client.setQueryData(partKey(queryKey), beginning),
});

const posted = <T>(path: string, body: object) =>
  queryOptions({
    queryKey: [path, body],
    queryFn: (context) => post<T>(path, body, context.signal, listener(context)),
  });

export const servicesOverviewQuery = (range: Range) => analysis<ServicesOverview>("services/overview", { ...range });

export const serviceOverviewQuery = (service: string, range: Range) =>
  analysis<ServiceOverview>(`services/${part(service)}/overview`, { ...range });

/** Spans are read for it: one that is too much for the server is not asked again unasked. */
export const serviceVersionsQuery = (service: string, range: Range) => ({
  ...analysis<ServiceVersions>(`services/${part(service)}/versions`, { ...range }),
  retry: false,
});

/** Of all that was counted, or of the traces that a query finds. */
export const mapQuery = (range: Range, query: string | undefined, parameters: Parameters) =>
  query === undefined
    ? analysis<ServiceMap>("map", { ...range, ...parameters })
    : posted<ServiceMap>("map", { ...range, ...parameters, query });

export const changesQuery = (range: Range) => analysis<Changes>("changes", { ...range });

export const comparedTracesQuery = (a: string, b: string) => analysis<ComparedTraces>("compare/traces", { a, b });

export const comparedQueriesQuery = (body: { a: QueryRequest; b: QueryRequest; limit: number }) =>
  posted<ComparedQueries>("compare/queries", body);

export const comparedSpansQuery = (body: Range & { selection: string; baseline: string; limit: number }) =>
  posted<ComparedSpans>("compare/spans", body);

export const structureQuery = (body: Range & { query: string; limit: number }) => posted<Structure>("structure", body);

export const errorsQuery = (body: Range & { query: string; limit: number; steps: number; group?: string }) =>
  posted<ErrorGroups>("errors", body);

/** Of a step that is no query the reader is told its number, not its place in what was sent. */
export const funnelQuery = (body: Range & { steps: readonly string[]; gapNanos?: number }) => {
  const { queryKey } = posted<Funnel>("funnels/eval", body);
  return queryOptions({
    queryKey,
    queryFn: async (context) => {
      try {
        return await post<Funnel>("funnels/eval", body, context.signal, listener(context));
      } catch (error) {
        throw error instanceof ApiError ? new ApiError(error.status, inSteps(error.message)) : error;
      }
    },
  });
};

const inSteps = (message: string) => message.replace(/^steps\[(\d+)\]/, (_, at) => `Step ${Number(at) + 1}`);
