/** Speaks HTTP with the server; an answer that is no success becomes an ApiError. */

import type { Findings } from "./analysis";
import { type LocalTrace, localTrace } from "./local";
import { otlpOf } from "./otlpValues";
import { type Hearing, readLines } from "./stream";
import { decodeColumns, type TraceColumns } from "../model/columns";
import { holdsText } from "../model/find";
import { type RequestMark, requestMark } from "../model/requestMark";
import type { AttributeKey, Config, QueryAnswer, QueryRequest, SpanDetail, Status, ValueCount } from "./types";

const BASE = "/api/clew/v1";
const LINES = "application/x-ndjson";

export class ApiError extends Error {
  readonly status: number;
  /** Null where the server did not say, or was not reached. */
  readonly request: RequestMark | null;

  constructor(status: number, message: string, request: RequestMark | null = null) {
    super(message);
    this.status = status;
    this.request = request;
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
    throw new ApiError(response.status, await messageOf(response), requestMark(response.headers));
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

/** What a path may be asked with; what is absent is left out. */
export type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

export async function get<T>(path: string, signal: AbortSignal, parameters: Parameters = {}): Promise<T> {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") {
      said.set(name, String(value));
    }
  }
  const query = said.size === 0 ? "" : `?${said}`;
  const response = await call(path + query, { signal, headers: { accept: "application/json" } });
  return (await response.json()) as T;
}

/** The server may tell how far the answer is and how it begins, where it takes long. */
export async function post<T>(path: string, body: object, signal: AbortSignal, hearing: Hearing = {}): Promise<T> {
  const response = await call(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: `${LINES}, application/json` },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.headers.get("content-type")?.includes(LINES) || !response.body) {
    return (await response.json()) as T;
  }
  const ending = await readLines(response.body, hearing);
  if (ending && "answer" in ending) {
    return ending.answer as T;
  }
  throw ending
    ? new ApiError(ending.error.status, ending.error.message, requestMark(response.headers))
    : new ApiError(0, "The server broke off before it had the answer", requestMark(response.headers));
}

/** One part of an address, whatever it holds. */
export const part = (text: string) => encodeURIComponent(text);

export const fetchConfig = (signal: AbortSignal) => get<Config>("config", signal);

export const fetchStatus = (signal: AbortSignal) => get<Status>("status", signal);

export async function fetchServices(signal: AbortSignal): Promise<readonly string[]> {
  return (await get<{ services: string[] }>("services", signal)).services;
}

export const ask = (request: QueryRequest, signal: AbortSignal, hearing?: Hearing) =>
  post<QueryAnswer>("query", request, signal, hearing);

/** Asks for an answer of one kind; the query decides which one comes. */
export async function askFor<K extends QueryAnswer["kind"]>(
  kind: K,
  request: QueryRequest,
  signal: AbortSignal,
  hearing?: Hearing,
): Promise<Extract<QueryAnswer, { kind: K }>> {
  const answer = await ask(request, signal, hearing);
  // Searches were there before kinds were.
  if ((answer.kind ?? "traces") !== kind) {
    throw new ApiError(400, `This needs a query for ${kind}, got one for ${answer.kind}`);
  }
  return answer as Extract<QueryAnswer, { kind: K }>;
}

export async function fetchAttributes(parameters: Parameters, signal: AbortSignal): Promise<readonly AttributeKey[]> {
  return (await get<{ attributes: AttributeKey[] }>("attributes", signal, parameters)).attributes;
}

export async function fetchValues(
  reference: string,
  parameters: Parameters,
  signal: AbortSignal,
): Promise<readonly ValueCount[]> {
  return (await get<{ values: ValueCount[] }>(`attributes/${part(reference)}/values`, signal, parameters)).values;
}

export async function fetchColumns(traceId: string, signal: AbortSignal): Promise<TraceColumns> {
  const local = localTrace(traceId);
  if (local) {
    return local.columns;
  }
  const response = await call(`traces/${part(traceId)}/columns`, {
    headers: { accept: "application/vnd.clew.columns" },
    signal,
  });
  return decodeColumns(await response.arrayBuffer());
}

/** At most 200 at once. */
export async function fetchSpans(
  traceId: string,
  spanIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly SpanDetail[]> {
  const local = localTrace(traceId);
  if (local) {
    return spanIds.map((spanId) => local.spans.get(spanId)).filter((span) => span !== undefined);
  }
  return (await get<{ spans: SpanDetail[] }>(`traces/${part(traceId)}/spans`, signal, { ids: spanIds.join(",") }))
    .spans;
}

export async function fetchSpan(traceId: string, spanId: string, signal: AbortSignal): Promise<SpanDetail> {
  const span = (await fetchSpans(traceId, [spanId], signal)).find((candidate) => candidate.spanId === spanId);
  if (!span) {
    throw new ApiError(404, `The trace holds no span ${spanId}`);
  }
  return span;
}

/** The spans that hold a text, attributes and all. */
export async function fetchMatches(traceId: string, text: string, signal: AbortSignal): Promise<readonly string[]> {
  const local = localTrace(traceId);
  return local
    ? [...local.spans.values()].filter((span) => holdsText(span, text)).map(({ spanId }) => spanId)
    : (await post<{ spanIds: string[] }>(`traces/${part(traceId)}/find`, { text }, signal)).spanIds;
}

/** What the server makes of a trace that only this page has; it keeps nothing of it. */
export const fetchFindingsOf = (trace: LocalTrace, signal: AbortSignal) =>
  post<Findings>("findings", otlpOf(trace.columns.traceId, trace.spans.values()), signal);

export async function fetchFindings(traceId: string, signal: AbortSignal): Promise<Findings | null> {
  const local = localTrace(traceId);
  return local ? local.findings : get<Findings>(`traces/${part(traceId)}/findings`, signal);
}

/** Has the server store a trace, given as OTLP/JSON. */
export async function importTrace(document: object, signal: AbortSignal): Promise<void> {
  const { rejected, reason } = await post<{ rejected: number; reason: string }>("import?format=otlp", document, signal);
  if (rejected > 0) {
    throw new ApiError(200, reason);
  }
}

/** Where the whole trace lies as OTLP/JSON. */
export function rawTraceAddress(traceId: string): string {
  return `${BASE}/traces/${part(traceId)}`;
}
