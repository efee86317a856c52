/** Stock clients, each of which sends one trace with all that it can say, and tells what that was. */

import { SpanKind, SpanStatusCode, TraceFlags, context, trace } from "@opentelemetry/api";
import { JaegerExporter } from "@opentelemetry/exporter-jaeger";
import { OTLPTraceExporter as GrpcExporter } from "@opentelemetry/exporter-trace-otlp-grpc";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { ZipkinExporter } from "@opentelemetry/exporter-zipkin";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import jaeger from "jaeger-client";
import JaegerHttpSender from "jaeger-client/dist/src/reporters/http_sender.js";
import JaegerUdpSender from "jaeger-client/dist/src/reporters/udp_sender.js";
import opentracing from "opentracing";
import zipkin from "zipkin";
import zipkinHttp from "zipkin-transport-http";

const RESOURCE = { "service.name": "läden", "deployment.environment.name": "test", "host.cores": 4 };

const ELSEWHERE = { traceId: "0123456789abcdef0123456789abcdef", spanId: "fedcba9876543210" };

/** A trace of every kind; times are milliseconds after its start, a link is to another trace. */
export const TRACE = [
  {
    name: "GET /заказ ☕",
    kind: "server",
    at: 0,
    lasts: 90,
    status: "unset",
    attributes: { "http.response.status_code": 500, ratio: 0.5, negative: -5, big: 9007199254740991, cold: true, empty: "", text: 'añ中文🚀 "quoted"\\\n\t' },
    events: [{ name: "ready", at: 5, attributes: {} }],
  },
  {
    name: "SELECT orders",
    parent: 0,
    kind: "client",
    at: 10,
    lasts: 20,
    status: "error",
    message: "connection lost",
    attributes: { "peer.service": "db", names: ["a", "б", "中文"], numbers: [1, 2, 3], flags: [true, false], none: [] },
    events: [{ name: "exception", at: 20, attributes: { "exception.message": "connection lost", attempt: 3, last: false } }],
  },
  { name: "publish", parent: 0, kind: "producer", at: 40, lasts: 5, status: "unset", attributes: {}, events: [] },
  { name: "consume", parent: 2, kind: "consumer", at: 50, lasts: 30, status: "unset", attributes: {}, events: [], links: [{ attributes: { why: "batch", n: 2 } }] },
  { name: "compute", parent: 3, kind: "internal", at: 60, lasts: 1, status: "ok", attributes: { step: "last" }, events: [] },
];

const texts = (held) => Object.fromEntries(Object.entries(held).map(([key, value]) => [key, String(value)]));
const scalars = (held, text) => Object.fromEntries(Object.entries(held).map(([key, value]) => [key, Array.isArray(value) ? text(value) : value]));

/** Clients by name; each takes a running Clew and returns the spans it sent. */
export const SENDERS = {
  "OpenTelemetry's exporter of OTLP in protobuf": (clew) => sendOtlp(new ProtobufExporter({ url: `${clew.url("http")}/v1/traces` })),
  "OpenTelemetry's exporter of OTLP in protobuf with gzip": (clew) => sendOtlp(new ProtobufExporter({ url: `${clew.url("http")}/v1/traces`, compression: "gzip" })),
  "OpenTelemetry's exporter of OTLP in JSON": (clew) => sendOtlp(new JsonExporter({ url: `${clew.url("http")}/v1/traces` })),
  "OpenTelemetry's exporter of OTLP over gRPC": (clew) => sendOtlp(new GrpcExporter({ url: clew.url("grpc") })),
  "OpenTelemetry's exporter to Zipkin": (clew) => sendOtlpToZipkin(clew),
  "OpenTelemetry's exporter to Jaeger over HTTP": (clew) => sendOtlpToJaeger({ endpoint: `${clew.url("jaegerHttp")}/api/traces` }),
  "OpenTelemetry's exporter to Jaeger over UDP": (clew) => sendOtlpToJaeger({ host: "127.0.0.1", port: clew.port("jaegerBinary") }),
  "Jaeger's client over HTTP, ids of 128 bits": (clew) => sendJaeger(new JaegerHttpSender.default({ endpoint: `${clew.url("jaegerHttp")}/api/traces` }), true),
  "Jaeger's client over HTTP, ids of 64 bits": (clew) => sendJaeger(new JaegerHttpSender.default({ endpoint: `${clew.url("jaegerHttp")}/api/traces` }), false),
  "Jaeger's client over UDP": (clew) => sendJaeger(new JaegerUdpSender.default({ host: "127.0.0.1", port: clew.port("jaegerBinary") }), true),
  "Zipkin's client in JSON v2, ids of 128 bits": (clew) => sendZipkin(clew, "/api/v2/spans", zipkin.jsonEncoder.JSON_V2, true),
  "Zipkin's client in JSON v2, ids of 64 bits": (clew) => sendZipkin(clew, "/api/v2/spans", zipkin.jsonEncoder.JSON_V2, false),
  "Zipkin's client in JSON v1": (clew) => sendZipkin(clew, "/api/v1/spans", zipkin.jsonEncoder.JSON_V1, true),
};

export const aWhileAgo = () => Date.now() - 60_000;

// --- OpenTelemetry ----------------------------------------------------------------------------

async function sendOtlp(exporter) {
  const start = aWhileAgo();
  const provider = new BasicTracerProvider({ resource: resourceFromAttributes(RESOURCE), spanProcessors: [new BatchSpanProcessor(exporter)] });
  const tracer = provider.getTracer("e2e", "1.0");
  const started = [];
  for (const sent of TRACE) {
    const parent = started[sent.parent];
    const within = parent ? trace.setSpan(context.active(), parent) : context.active();
    const links = (sent.links ?? []).map((link) => ({ context: { ...ELSEWHERE, traceFlags: TraceFlags.SAMPLED }, attributes: link.attributes }));
    const options = { kind: SpanKind[sent.kind.toUpperCase()], startTime: new Date(start + sent.at), attributes: sent.attributes, links };
    const span = tracer.startSpan(sent.name, options, within);
    sent.events.forEach((event) => span.addEvent(event.name, event.attributes, new Date(start + event.at)));
    if (sent.status !== "unset") {
      span.setStatus({ code: SpanStatusCode[sent.status.toUpperCase()], message: sent.message });
    }
    started.push(span);
  }
  started.forEach((span, at) => span.end(new Date(start + TRACE[at].at + TRACE[at].lasts)));
  await provider.shutdown();
  return inOtlp(start, started[0].spanContext().traceId, started.map((span) => span.spanContext().spanId));
}

/** All of it. */
export function inOtlp(start, traceId, ids) {
  return TRACE.map((sent, at) => ({
    ...told(sent, start),
    traceId,
    id: ids[at],
    parent: ids[sent.parent] ?? "",
    links: (sent.links ?? []).map((link) => ({ traceId: ELSEWHERE.traceId, id: ELSEWHERE.spanId, attributes: link.attributes })),
    resource: RESOURCE,
    scope: ["e2e", "1.0"],
  }));
}

/** What every client says of a span. */
function told(sent, start) {
  return {
    name: sent.name,
    kind: sent.kind,
    start: (start + sent.at) * 1000,
    end: (start + sent.at + sent.lasts) * 1000,
    status: sent.status,
    message: sent.message ?? "",
    attributes: sent.attributes,
    events: sent.events.map((event) => ({ name: event.name, at: (start + event.at) * 1000, attributes: event.attributes })),
    links: [],
  };
}

/** The exporter makes texts of all values, and leaves out links, attributes of events, and the scope. */
async function sendOtlpToZipkin(clew) {
  const sent = await sendOtlp(new ZipkinExporter({ url: `${clew.url("zipkin")}/api/v2/spans` }));
  return sent.map((span) => {
    const { "service.name": service, ...resource } = span.resource;
    const status = { ...(span.status !== "unset" && { "otel.status_code": span.status.toUpperCase() }), ...(span.status === "error" && { error: span.message }) };
    return ofZipkin({
      traceId: span.traceId,
      id: span.id,
      ...(span.parent && { parentId: span.parent }),
      name: span.name.toLowerCase(),
      ...(span.kind !== "internal" && { kind: span.kind.toUpperCase() }),
      timestamp: span.start,
      duration: span.end - span.start,
      localEndpoint: { serviceName: service },
      annotations: span.events.map((event) => ({ timestamp: event.at, value: event.name })),
      tags: texts({ ...span.attributes, ...status, ...resource, "service.name": service }),
    });
  });
}

/** The exporter makes texts of arrays, and tags of a span of its resource. */
async function sendOtlpToJaeger(options) {
  const sent = await sendOtlp(new JaegerExporter(options));
  return sent.map((span) => ({
    ...span,
    kind: span.kind === "internal" ? "unspecified" : span.kind,
    attributes: { ...scalars(span.attributes, String), ...span.resource },
    links: span.links.map(followed),
    resource: { "service.name": span.resource["service.name"] },
    hasDoubles: true,
  }));
}

const followed = ({ traceId, id }) => ({ traceId, id, attributes: { "opentracing.ref_type": "follows_from" } });

// --- Jaeger -----------------------------------------------------------------------------------

async function sendJaeger(sender, traceId128bit) {
  const start = aWhileAgo();
  const reporter = new jaeger.RemoteReporter(sender);
  const tracer = new jaeger.Tracer("läden", reporter, new jaeger.ConstSampler(true), { traceId128bit, tags: { zone: "b" } });
  const elsewhere = new jaeger.SpanContext(...["0123456789abcdef0123456789abcdef", "fedcba9876543210"].map((id) => Buffer.from(id, "hex")));
  const started = [];
  for (const sent of TRACE) {
    const references = [
      ...(sent.parent === undefined ? [] : [opentracing.childOf(started[sent.parent].context())]),
      ...(sent.links ?? []).map(() => opentracing.followsFrom(elsewhere)),
    ];
    const tags = { ...sent.attributes, "span.kind": sent.kind, ...(sent.status === "error" && { error: true }) };
    const span = tracer.startSpan(sent.name, { startTime: start + sent.at, references, tags });
    sent.events.forEach((event) => span.log({ event: event.name, ...event.attributes }, start + event.at));
    started.push(span);
  }
  started.forEach((span, at) => span.finish(start + TRACE[at].at + TRACE[at].lasts));
  await new Promise((resolve) => tracer.close(resolve));
  const ids = started.map((span) => span.context().spanIdStr);
  const sent = inJaeger(start, started[0].context().traceIdStr, ids, JSON.stringify);
  return sent.map((span) => ({ ...span, resource: ofProcess(tracer._tags) }));
}

/** Whatever the client tells of its process is not looked at, where that is not known here. */
function ofProcess({ hostname, "jaeger.version": version, ...rest }) {
  return { "service.name": "läden", ...rest, "host.name": hostname, "opencensus.exporterversion": `Jaeger-${version}` };
}

/** Of the status whether it is an error, of values no lists, of links no attributes. */
export function inJaeger(start, traceId, ids, listText) {
  const id = (text) => text?.padStart(16, "0") ?? "";
  return TRACE.map((sent, at) => ({
    ...told(sent, start),
    status: sent.status === "error" ? "error" : "unset",
    message: "",
    traceId: traceId.padStart(32, "0"),
    id: id(ids[at]),
    parent: id(ids[sent.parent]),
    attributes: { ...scalars(sent.attributes, listText), ...(at === 0 && { "sampler.type": "const", "sampler.param": true }) },
    links: (sent.links ?? []).map(() => followed({ traceId: ELSEWHERE.traceId, id: ELSEWHERE.spanId })),
    scope: ["", ""],
    hasDoubles: true,
  }));
}

// --- Zipkin -----------------------------------------------------------------------------------

const { Annotation, Annotation: { BinaryAnnotation }, TraceId, option } = zipkin;
const NONE = option.None;

const BEGIN = { server: Annotation.ServerRecv, client: Annotation.ClientSend, producer: Annotation.ProducerStart, consumer: Annotation.ConsumerStart };
const END = { server: Annotation.ServerSend, client: Annotation.ClientRecv, producer: Annotation.ProducerStop, consumer: Annotation.ConsumerStop };

async function sendZipkin(clew, path, jsonEncoder, is128) {
  const start = aWhileAgo();
  const logger = new zipkinHttp.HttpLogger({ endpoint: `${clew.url("zipkin")}${path}`, jsonEncoder, httpInterval: 10 });
  const recorder = new zipkin.BatchRecorder({ logger });
  const answered = new Promise((resolve, reject) => {
    logger.on("success", resolve);
    logger.on("error", reject);
  });
  const ids = TRACE.map(() => zipkin.randomTraceId());
  const traceId = is128 ? zipkin.randomTraceId() + ids[0] : ids[0];
  TRACE.forEach((sent, at) => {
    const id = new TraceId({ traceId, parentId: sent.parent === undefined ? NONE : new option.Some(ids[sent.parent]), spanId: ids[at], sampled: new option.Some(true) });
    const record = (ms, annotation) => recorder.record({ traceId: id, timestamp: (start + ms) * 1000, annotation });
    record(sent.at, new Annotation.ServiceName("läden"));
    record(sent.at, new Annotation.LocalAddr({ host: new zipkin.InetAddress("10.1.2.3"), port: 8080 }));
    record(sent.at, new Annotation.Rpc(sent.name));
    record(sent.at, BEGIN[sent.kind] ? new BEGIN[sent.kind]() : new Annotation.LocalOperationStart(sent.name));
    Object.entries(texts(sent.attributes)).forEach(([key, value]) => record(sent.at, new BinaryAnnotation(key, value)));
    sent.events.forEach((event) => record(event.at, new Annotation.Message(event.name)));
    record(sent.at + sent.lasts, END[sent.kind] ? new END[sent.kind]() : new Annotation.LocalOperationStop());
  });
  await answered;
  return inZipkin(start, traceId, ids, String, false);
}

/** Values are texts, events have none; Brave tells of errors. */
export function inZipkin(start, traceId, ids, text, hasErrors) {
  const texts = (held) => Object.fromEntries(Object.entries(held).map(([key, value]) => [key, text(value)]));
  return TRACE.map((sent, at) =>
    ofZipkin({
      traceId,
      id: ids[at],
      ...(sent.parent !== undefined && { parentId: ids[sent.parent] }),
      name: sent.name.toLowerCase(),
      ...(BEGIN[sent.kind] && { kind: sent.kind.toUpperCase() }),
      timestamp: (start + sent.at) * 1000,
      duration: sent.lasts * 1000,
      localEndpoint: { serviceName: "läden", ipv4: "10.1.2.3", port: 8080 },
      annotations: sent.events.map((event) => ({ timestamp: (start + event.at) * 1000, value: event.name })),
      tags: { ...texts(sent.attributes), ...(hasErrors && sent.status === "error" && { error: sent.message }) },
    }),
  );
}

/** A span in Zipkin's words, and in OpenTelemetry's as docs/receivers.md has it. */
function ofZipkin(span) {
  const { "otel.status_code": code, error } = span.tags;
  const { ipv4, port, serviceName } = span.localEndpoint;
  const ofResource = ([key]) => key.startsWith("deployment.");
  const tags = Object.entries(span.tags);
  return {
    traceId: span.traceId.padStart(32, "0"),
    id: span.id,
    parent: span.parentId ?? "",
    name: span.name,
    kind: span.kind?.toLowerCase() ?? "unspecified",
    start: span.timestamp,
    end: span.timestamp + span.duration,
    status: code?.toLowerCase() ?? (error === undefined ? "unset" : "error"),
    message: error ?? "",
    attributes: {
      ...Object.fromEntries(tags.filter((tag) => !ofResource(tag))),
      ...(ipv4 && { "network.local.address": ipv4, "network.local.port": port }),
      ...("peer.service" in span.tags && { "zipkin.peer.service": null }), // the tag is no endpoint
    },
    events: span.annotations.map((each) => ({ name: each.value, at: each.timestamp, attributes: {} })),
    links: [],
    resource: { "service.name": serviceName, ...Object.fromEntries(tags.filter(ofResource)) },
    scope: ["", ""],
    zipkin: span,
  };
}
