/** Speaks HTTP with the server; an answer that is no success becomes an ApiError. */

import { decodeColumns, type TraceColumns } from "../model/columns";
import type { Config, Operation, SearchAnswer, SearchRequest, SpanDetail, Status } from "./types";

const BASE = "/api/clew/v1";

export class ApiError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function call(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${BASE}/${path}`, init);
  } catch (cause) {
    if (init.signal?.aborted) {
      throw cause;
    }
    throw new ApiError(0, "The server did not answer. Is it running, and is the network up?");
  }
  if (!response.ok) {
    throw new ApiError(response.status, await messageOf(response));
  }
  return response;
}

async function messageOf(response: Response): Promise<string> {
  const fallback = `The server answered ${response.status} ${response.statusText}`.trim();
  try {
    const body = (await response.json()) as { error?: { message?: string } };
    return body.error?.message ?? fallback;
  } catch {
    return fallback;
  }
}

async function json<T>(path: string, signal: AbortSignal): Promise<T> {
  const response = await call(path, { signal, headers: { accept: "application/json" } });
  return (await response.json()) as T;
}

export const fetchConfig = (signal: AbortSignal) => json<Config>("config", signal);

export const fetchStatus = (signal: AbortSignal) => json<Status>("status", signal);

export async function fetchServices(signal: AbortSignal): Promise<readonly string[]> {
  return (await json<{ services: string[] }>("services", signal)).services;
}

export async function fetchOperations(service: string, signal: AbortSignal): Promise<readonly Operation[]> {
  return (await json<{ operations: Operation[] }>(`services/${encodeURIComponent(service)}/operations`, signal))
    .operations;
}

export async function search(request: SearchRequest, signal: AbortSignal): Promise<SearchAnswer> {
  const response = await call("search", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(request),
    signal,
  });
  return (await response.json()) as SearchAnswer;
}

export async function fetchColumns(traceId: string, signal: AbortSignal): Promise<TraceColumns> {
  const response = await call(`traces/${encodeURIComponent(traceId)}/columns`, {
    headers: { accept: "application/vnd.clew.columns" },
    signal,
  });
  return decodeColumns(await response.arrayBuffer());
}

export async function fetchSpan(traceId: string, spanId: string, signal: AbortSignal): Promise<SpanDetail> {
  const { spans } = await json<{ spans: SpanDetail[] }>(
    `traces/${encodeURIComponent(traceId)}/spans?ids=${spanId}`,
    signal,
  );
  const span = spans.find((candidate) => candidate.spanId === spanId);
  if (!span) {
    throw new ApiError(404, `The trace holds no span ${spanId}`);
  }
  return span;
}

/** Where the whole trace lies as OTLP/JSON. */
export function rawTraceAddress(traceId: string): string {
  return `${BASE}/traces/${encodeURIComponent(traceId)}`;
}
