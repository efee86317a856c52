/** Stock clients send; what they sent is read back through every query API. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { SpanKind, SpanStatusCode, context, trace } from "@opentelemetry/api";
import { OTLPTraceExporter as GrpcExporter } from "@opentelemetry/exporter-trace-otlp-grpc";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { freeOffset, json, newFolder, removeFolder, start } from "../clew.mjs";

const EXAMPLE = fileURLToPath(new URL("../../../shared/conformance/otlp/trace.json", import.meta.url));
const folder = newFolder();
let clew;

before(async () => {
  clew = await start("serve", { folder, offset: await freeOffset() });
});

after(async () => {
  await clew?.stop();
  removeFolder(folder);
});

const EXPORTERS = {
  "protobuf over HTTP": () => new ProtobufExporter({ url: `${clew.url("http")}/v1/traces` }),
  "protobuf over HTTP with gzip": () => new ProtobufExporter({ url: `${clew.url("http")}/v1/traces`, compression: "gzip" }),
  "JSON over HTTP": () => new JsonExporter({ url: `${clew.url("http")}/v1/traces` }),
  gRPC: () => new GrpcExporter({ url: clew.url("grpc") }),
};

for (const [name, exporter] of Object.entries(EXPORTERS)) {
  test(`the Node SDK's spans over ${name} come back through every API`, async () => {
    const service = `node ${name}`;
    const traceId = await sendTrace(service, exporter());

    await assertNative(traceId, service);
    await assertJaeger(traceId, service);
    await assertJaegerV3(traceId, service);
  });
}

test("curl sends the example of the OTLP specification", { skip: !existsSync(EXAMPLE) && !process.env.CI }, async () => {
  const answer = await promisify(execFile)("curl", [
    "--silent", "--show-error", "--fail", "--header", "Content-Type: application/json",
    "--data", `@${EXAMPLE}`, `${clew.url("http")}/v1/traces`,
  ]);

  assert.deepEqual(JSON.parse(answer.stdout), {});
  const found = await json(`${clew.url("page")}/api/traces/5b8efff798038103d269b633813fc60c`);
  assert.equal(found.status, 200);
  assert.equal(found.body.data[0].spans[0].operationName, "I'm a server span");
});

async function sendTrace(service, exporter) {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer("e2e", "1.0");
  const root = tracer.startSpan("GET /orders", { kind: SpanKind.SERVER, attributes: { "http.response.status_code": 500, ratio: 0.5 } });
  const child = tracer.startSpan("SELECT orders", { kind: SpanKind.CLIENT }, trace.setSpan(context.active(), root));
  child.recordException(new Error("connection lost"));
  child.setStatus({ code: SpanStatusCode.ERROR, message: "connection lost" });
  child.end();
  root.end();
  await provider.shutdown();
  return root.spanContext().traceId;
}

async function assertNative(traceId, service) {
  const { status, body } = await json(`${clew.url("page")}/api/clew/v1/search`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ service, attributes: [{ key: "http.response.status_code", value: 500 }] }),
  });
  assert.equal(status, 200, JSON.stringify(body));
  const [found] = body.traces;
  assert.equal(found.traceId, traceId);
  assert.equal(found.rootName, "GET /orders");
  assert.equal(found.spanCount, 2);
  assert.equal(found.errorCount, 1);
  assert.equal(found.orphanCount, 0);
}

async function assertJaeger(traceId, service) {
  const { body } = await json(`${clew.url("page")}/api/traces?${new URLSearchParams({ service, operation: "SELECT orders", tags: '{"error":"true"}' })}`);
  assert.equal(body.errors, null);
  assert.equal(body.data.length, 1);
  const spans = Object.fromEntries(body.data[0].spans.map((span) => [span.operationName, span]));
  assert.equal(spans["SELECT orders"].traceID, traceId);
  assert.equal(spans["SELECT orders"].references[0].spanID, spans["GET /orders"].spanID);
  assert.deepEqual(
    spans["GET /orders"].tags.find((tag) => tag.key === "http.response.status_code"),
    { key: "http.response.status_code", type: "int64", value: 500 },
  );
  assert.equal(spans["SELECT orders"].logs[0].fields.find((field) => field.key === "exception.message").value, "connection lost");
}

async function assertJaegerV3(traceId, service) {
  const { body } = await json(`${clew.url("page")}/api/v3/traces/${traceId}`);
  const [resource] = body.result.resourceSpans;
  assert.deepEqual(resource.resource.attributes.find((attribute) => attribute.key === "service.name").value, { stringValue: service });
  const names = body.result.resourceSpans.flatMap((entry) => entry.scopeSpans).flatMap((entry) => entry.spans).map((span) => span.name);
  assert.deepEqual(names.toSorted(), ["GET /orders", "SELECT orders"]);
}
