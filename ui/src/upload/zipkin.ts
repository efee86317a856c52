/** Reads Zipkin's JSON of the second version: a list of spans, or lists of them by trace. */

import { list } from "../api/otlpValues";
import type { Attribute } from "../api/types";
import { type FileSpan, KINDS, hexId, nanosOfMicros } from "./otlp";

interface Endpoint {
  readonly serviceName?: string;
  readonly ipv4?: string;
  readonly ipv6?: string;
  readonly port?: number;
}

interface ZipkinSpan {
  readonly traceId: string;
  readonly id: string;
  readonly parentId?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly timestamp?: number;
  readonly duration?: number;
  readonly shared?: boolean;
  readonly localEndpoint?: Endpoint;
  readonly remoteEndpoint?: Endpoint;
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly annotations?: readonly { readonly timestamp?: number; readonly value?: string }[];
}

/** The spans of a document, or nothing where it is of another format. */
export function zipkinSpans(document: unknown): ZipkinSpan[] {
  const all: unknown[] = (Array.isArray(document) ? document : [document]).flat();
  return all.filter(
    (entry): entry is ZipkinSpan =>
      typeof entry === "object" &&
      entry !== null &&
      typeof (entry as ZipkinSpan).traceId === "string" &&
      typeof (entry as ZipkinSpan).id === "string",
  );
}

/** Both sides of a call may have one id there; here the side that received it is below the one that asked. */
export function* readZipkin(spans: readonly ZipkinSpan[]): Generator<FileSpan> {
  const asked = new Set(spans.filter(({ kind }) => kind === "CLIENT").map(({ traceId, id }) => `${traceId} ${id}`));
  const shared = new Map<string, string>();
  for (const span of spans) {
    if (isSharing(span, asked)) {
      shared.set(`${span.traceId} ${span.id} ${span.localEndpoint?.serviceName}`, turned(span.id));
    }
  }
  for (const span of spans) {
    const read = spanOf(span, asked, shared);
    if (read) {
      yield read;
    }
  }
}

function isSharing({ kind, shared, traceId, id }: ZipkinSpan, asked: ReadonlySet<string>): boolean {
  return kind === "SERVER" && shared !== false && asked.has(`${traceId} ${id}`);
}

/** Another id that is sure to come again for the same span. */
function turned(id: string): string {
  const text = hexId(id, 16) ?? "";
  return (BigInt(`0x${text || "0"}`) ^ 0x8000000000000000n).toString(16).padStart(16, "0");
}

function spanOf(raw: ZipkinSpan, asked: ReadonlySet<string>, shared: ReadonlyMap<string, string>): FileSpan | null {
  const traceId = hexId(raw.traceId, 32);
  const ownId = hexId(raw.id, 16);
  if (traceId === null || ownId === null) {
    return null;
  }
  const service = raw.localEndpoint?.serviceName || "unknown_service";
  const isShared = isSharing(raw, asked);
  // What the receiving side did next names the id that both sides have.
  const parent = raw.parentId === undefined ? null : hexId(raw.parentId, 16);
  const tags = Object.entries(raw.tags ?? {}).map(([key, value]) => text(key, String(value)));
  const failure = tags.find(({ key }) => key === "error")?.value;
  return {
    traceId,
    spanId: isShared ? turned(ownId) : ownId,
    parentSpanId: isShared ? ownId : ((parent && shared.get(`${raw.traceId} ${raw.parentId} ${service}`)) ?? parent),
    service,
    name: String(raw.name ?? ""),
    kind: KINDS.find((name) => name === raw.kind?.toLowerCase()) ?? "internal",
    startUnixNano: String(nanosOfMicros(raw.timestamp)),
    durationNanos: Number(nanosOfMicros(raw.duration)),
    status: failure === undefined || failure === "false" ? "unset" : "error",
    statusMessage: typeof failure === "string" && failure !== "true" ? failure : "",
    traceState: "",
    scope: { name: "", version: "" },
    attributes: [...tags, ...endpoint("network.peer", raw.remoteEndpoint)],
    resource: [text("service.name", service), ...endpoint("network.local", raw.localEndpoint)],
    events: list(raw.annotations).map(({ timestamp, value }) => ({
      name: String(value ?? ""),
      timeUnixNano: String(nanosOfMicros(timestamp)),
      attributes: [],
    })),
    links: [],
    droppedAttributes: 0,
    droppedEvents: 0,
    droppedLinks: 0,
  };
}

function endpoint(prefix: string, told: Endpoint | undefined): Attribute[] {
  const address = told?.ipv4 ?? told?.ipv6;
  return [
    ...(prefix === "network.peer" && told?.serviceName ? [text("peer.service", told.serviceName)] : []),
    ...(address ? [text(`${prefix}.address`, address)] : []),
    ...(told?.port ? [{ key: `${prefix}.port`, type: "int", value: told.port } as const] : []),
  ];
}

const text = (key: string, value: string): Attribute => ({ key, type: "string", value });
