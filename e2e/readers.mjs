/** A trace as each of Clew's APIs tells it, in one form, so that it can be compared with what was sent. */

import assert from "node:assert/strict";
import { json } from "./clew.mjs";

const KINDS = ["unspecified", "internal", "server", "client", "producer", "consumer"];
const STATUSES = ["unset", "ok", "error"];

/** What each API tells of a trace, and what is left in its words of what was sent. */
export const READERS = {
  "Clew's API": { read: async (clew, id) => fromOtlp((await ask(clew, "page", `/api/clew/v1/traces/${id}`)).resourceSpans), left: leftInOtlp },
  "Jaeger's v3": { read: async (clew, id) => fromOtlp((await ask(clew, "page", `/api/v3/traces/${id}`)).result.resourceSpans), left: leftInOtlp },
  "Jaeger's v1": { read: async (clew, id) => fromJaeger((await ask(clew, "page", `/api/traces/${id}`)).data[0]), left: leftInJaeger },
  "Tempo's v1": { read: async (clew, id) => fromOtlp((await ask(clew, "tempo", `/api/traces/${id}`)).batches), left: leftInOtlp },
  "Tempo's v2": { read: async (clew, id) => fromOtlp((await ask(clew, "tempo", `/api/v2/traces/${id}`)).trace.resourceSpans), left: leftInOtlp },
  "Zipkin's": { read: async (clew, id) => fromZipkin(await ask(clew, "zipkin", `/api/v2/trace/${id}`)), left: leftInZipkin },
};

async function ask(clew, port, path) {
  const { status, body } = await json(`${clew.url(port)}${path}`);
  assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
  return body;
}

export const inOrder = (spans) => spans.toSorted((one, other) => one.start - other.start || one.name.localeCompare(other.name));

// --- OTLP -------------------------------------------------------------------------------------

export function fromOtlp(resourceSpans) {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => ({
        traceId: hex(span.traceId),
        id: hex(span.spanId),
        parent: hex(span.parentSpanId ?? ""),
        name: span.name,
        kind: word(span.kind, "SPAN_KIND_", KINDS),
        start: micros(span.startTimeUnixNano),
        end: micros(span.endTimeUnixNano),
        status: word(span.status?.code, "STATUS_CODE_", STATUSES),
        message: span.status?.message ?? "",
        attributes: attributes(span.attributes),
        events: (span.events ?? []).map((event) => ({ name: event.name, at: micros(event.timeUnixNano), attributes: attributes(event.attributes) })),
        links: (span.links ?? []).map((link) => ({ traceId: hex(link.traceId), id: hex(link.spanId), attributes: attributes(link.attributes) })),
        resource: attributes(resource.attributes),
        scope: [scope?.name ?? "", scope?.version ?? ""],
      })),
    ),
  );
}

const micros = (nanos) => Number(BigInt(nanos ?? 0) / 1000n);
const word = (code, prefix, words) => (typeof code === "string" ? code.slice(prefix.length).toLowerCase() : words[code ?? 0]);

/** Ids are hex, or base64 as protobuf's JSON has them. */
const hex = (id) => (/^([0-9a-f]{16}){0,2}$/.test(id) ? id : Buffer.from(id, "base64").toString("hex"));

const attributes = (list = []) => Object.fromEntries(list.map(({ key, value }) => [key, plain(value)]));

function plain(value) {
  const [[type, held] = []] = Object.entries(value);
  switch (type) {
    case "arrayValue":
      return (held.values ?? []).map(plain);
    case "intValue":
    case "doubleValue":
      return Number(held);
    default:
      return held ?? null;
  }
}

/** All but what was sent in Zipkin's own words. */
function leftInOtlp({ zipkin: _zipkin, hasDoubles: _hasDoubles, lasts: _lasts, ...span }) {
  return span;
}

// --- Jaeger -----------------------------------------------------------------------------------

function fromJaeger({ spans, processes }) {
  return spans.map((span) => {
    const { "span.kind": kind, "otel.status_code": status, "otel.status_description": message, "otel.scope.name": scope, "otel.scope.version": version, error: _, ...rest } = tags(span.tags);
    const process = processes[span.processID];
    const [parent, ...links] = span.references.toSorted((one, other) => one.refType.localeCompare(other.refType));
    const isChild = parent?.traceID === span.traceID;
    return {
      traceId: span.traceID.padStart(32, "0"),
      id: span.spanID,
      parent: isChild ? parent.spanID : "",
      name: span.operationName,
      kind: kind ?? "unspecified",
      start: span.startTime,
      end: span.startTime + span.duration,
      status: status?.toLowerCase() ?? "unset",
      message: message ?? "",
      attributes: rest,
      events: span.logs.map(({ timestamp, fields }) => {
        const { event, ...others } = tags(fields);
        return { name: event, at: timestamp, attributes: others };
      }),
      links: (isChild || !parent ? links : [parent, ...links]).map((link) => ({ traceId: link.traceID, id: link.spanID, attributes: {} })),
      resource: { "service.name": process.serviceName, ...tags(process.tags) },
      scope: [scope ?? "", version ?? ""],
    };
  });
}

const tags = (list) => Object.fromEntries(list.map(({ key, value }) => [key, value]));

/** Jaeger has no arrays, no empty values and nothing on links. */
function leftInJaeger(sent) {
  const span = leftInOtlp(sent);
  const texts = (held) => Object.fromEntries(Object.entries(held).map(([key, value]) => [key, Array.isArray(value) ? JSON.stringify(value) : (value ?? "")]));
  const { "otel.status_code": _status, error: _error, ...attributes } = texts(span.attributes); // told as the status
  return {
    ...span,
    end: sent.start + (sent.lasts ?? sent.end - sent.start),
    attributes,
    events: span.events.map((event) => ({ ...event, attributes: texts(event.attributes) })),
    links: span.links.map((link) => ({ ...link, attributes: {} })),
    resource: texts(span.resource),
  };
}

// --- Zipkin -----------------------------------------------------------------------------------

function fromZipkin(spans) {
  return spans.map((span) => ({ start: span.timestamp, ...span, annotations: span.annotations ?? [], tags: span.tags ?? {} }));
}

/** Everything is a text; a client that speaks Zipkin's own words gets them back. */
function leftInZipkin(span) {
  if (span.zipkin) {
    return fromZipkin([span.zipkin])[0];
  }
  const peer = ["client", "producer"].includes(span.kind) ? remoteEndpoint(span.attributes) : undefined;
  const { "service.name": serviceName, ...resource } = span.resource;
  const tags = { ...resource, ...span.attributes, ...(span.status === "error" && { error: span.message }) };
  const add = (key, value) => value && (tags[key] = value);
  add("otel.scope.name", span.scope[0]);
  add("otel.scope.version", span.scope[1]);
  add("span.kind", span.kind === "internal" && "internal");
  add("otel.status_code", span.status !== "unset" && span.status.toUpperCase());
  add("otel.status_description", span.status === "ok" && span.message);
  const text = (value) => writtenIn(span, value);
  span.links.forEach((link, at) => (tags[`otlp.link.${at}`] = `${link.traceId}|${link.id}||${text(link.attributes)}|0`));
  return {
    start: span.start,
    traceId: span.traceId.replace(/^0{16}/, ""),
    id: span.id,
    ...(span.parent && { parentId: span.parent }),
    name: span.name,
    ...(["client", "server", "producer", "consumer"].includes(span.kind) && { kind: span.kind.toUpperCase() }),
    timestamp: span.start,
    duration: span.lasts ?? span.end - span.start,
    localEndpoint: { serviceName },
    ...(peer && { remoteEndpoint: peer }),
    annotations: span.events.map(({ name, at, attributes }) => ({ timestamp: at, value: Object.keys(attributes).length ? `"${name}": ${text(attributes)}` : name })),
    tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, typeof value === "string" ? value : text(value)])),
  };
}

/** The other side of a call, by its name or its address. */
function remoteEndpoint({ "peer.service": serviceName, "server.address": ipv4, "server.port": port }) {
  if (serviceName !== undefined) {
    return { serviceName };
  }
  return ipv4 && { ipv4, port };
}

/** A value as JSON; some clients have no whole numbers. */
function writtenIn(span, value) {
  if (typeof value === "number" && span.hasDoubles) {
    return Number.isInteger(value) && Math.abs(value) < 1e7 ? `${value}.0` : String(Math.abs(value) < 1e7 ? value : value.toExponential().replace("e+", "E"));
  }
  if (typeof value === "object" && !Array.isArray(value)) {
    return `{${Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}:${writtenIn(span, each)}`)}}`;
  }
  return JSON.stringify(value);
}
