/** The log records of a trace, out of the server's OTLP/JSON. */

import { get, part } from "./client";
import { type KeyValue, type Value, attributesOf, hex, list, nanos, typed } from "./otlpValues";
import type { Attribute } from "./types";

export interface LogRecord {
  readonly timeUnixNano: bigint;
  /** As OTLP counts it, 1 to 24; 0 where it is not told. */
  readonly severity: number;
  readonly severityText: string;
  readonly body: string;
  readonly service: string;
  /** Null for what belongs to the trace and to none of its spans. */
  readonly spanId: string | null;
  readonly attributes: readonly Attribute[];
}

interface RawRecord {
  readonly timeUnixNano?: string | number;
  readonly observedTimeUnixNano?: string | number;
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly body?: Value;
  readonly spanId?: string;
  readonly attributes?: readonly KeyValue[];
}

interface RawLogs {
  readonly resourceLogs?: readonly {
    readonly resource?: { readonly attributes?: readonly KeyValue[] };
    readonly scopeLogs?: readonly { readonly logRecords?: readonly RawRecord[] }[];
  }[];
}

export async function fetchLogs(traceId: string, signal: AbortSignal): Promise<readonly LogRecord[]> {
  return readLogs(await get<RawLogs>(`traces/${part(traceId)}/logs`, signal));
}

/** In the order of time; what has none of its own was then when it was seen. */
export function readLogs({ resourceLogs }: RawLogs): LogRecord[] {
  return list(resourceLogs)
    .flatMap(({ resource, scopeLogs }) => {
      const name = attributesOf(resource?.attributes).find(({ key }) => key === "service.name")?.value;
      const service = typeof name === "string" ? name : "";
      return list(scopeLogs).flatMap(({ logRecords }) => list(logRecords).map((record) => recordOf(record, service)));
    })
    .toSorted((a, b) => (a.timeUnixNano < b.timeUnixNano ? -1 : a.timeUnixNano > b.timeUnixNano ? 1 : 0));
}

function recordOf(raw: RawRecord, service: string): LogRecord {
  const body = typed(raw.body ?? {}).value;
  const time = nanos(raw.timeUnixNano);
  return {
    timeUnixNano: time === 0n ? nanos(raw.observedTimeUnixNano) : time,
    severity: typeof raw.severityNumber === "number" ? raw.severityNumber : 0,
    severityText: String(raw.severityText ?? ""),
    body: typeof body === "string" ? body : body === null ? "" : JSON.stringify(body),
    service,
    spanId: hex(raw.spanId, 16),
    attributes: attributesOf(raw.attributes),
  };
}
