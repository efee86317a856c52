/** Java's stock clients, which are programs beside the server's own tests; each sends the same trace as those of senders.mjs. */

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fromOtlp } from "./readers.mjs";
import { TRACE, aWhileAgo, inJaeger, inOtlp, inZipkin } from "./senders.mjs";

const TARGET = fileURLToPath(new URL("../serve/target/", import.meta.url));
const CLASSPATH = join(TARGET, "clients/classpath");
const AGENT = join(TARGET, "clients/opentelemetry-javaagent.jar");
const CLIENTS = "dev.clew.serve.clients";

/** Clients by name; each takes a running Clew and returns the spans it sent. */
export const JAVA_SENDERS = {
  "OpenTelemetry's SDK for Java over gRPC": (clew) => send("otlp-grpc", clew.url("grpc"), inOtlp),
  "OpenTelemetry's SDK for Java over HTTP with gzip": (clew) => send("otlp-http", clew.url("http"), inOtlp),
  "OpenTelemetry's agent for Java": (clew) => sendByAgent(clew),
  "Jaeger's client for Java over HTTP": (clew) => send("jaeger-http", clew.url("jaegerHttp"), ofJaeger),
  "Jaeger's client for Java over UDP, compact": (clew) => send("jaeger-udp", `udp://127.0.0.1:${clew.port("jaegerCompact")}`, ofJaeger),
  "Brave with Zipkin's reporter in JSON, ids of 64 bits": (clew) => send("brave-json", clew.url("zipkin"), ofBrave),
  "Brave with Zipkin's reporter in protobuf": (clew) => send("brave-proto3", clew.url("zipkin"), ofBrave),
};

async function send(client, address, sent) {
  const start = aWhileAgo();
  const { out } = await run([`${CLIENTS}.SendTrace`, client, address], JSON.stringify({ start, trace: TRACE }));
  const [traceId, ...ids] = out.trim().split(" ");
  return sent(start, traceId, ids);
}

/** What the agent says that it sent, in its log, is what it is compared with. */
async function sendByAgent(clew) {
  const options = {
    "service.name": "läden",
    "traces.exporter": "otlp,logging-otlp",
    "metrics.exporter": "none",
    "logs.exporter": "none",
    "exporter.otlp.protocol": "http/protobuf",
    "exporter.otlp.endpoint": clew.url("http"),
  };
  const properties = Object.entries(options).map(([key, value]) => `-Dotel.${key}=${value}`);
  const { err } = await run([`-javaagent:${AGENT}`, ...properties, `${CLIENTS}.Called`], "");
  const logged = [...err.matchAll(/OtlpJsonLoggingSpanExporter - (\{.*\})$/gm)].map(([, json]) => JSON.parse(json));
  return fromOtlp(logged);
}

function run(args, input) {
  if (!existsSync(CLASSPATH)) {
    throw new Error(`${CLASSPATH} must be there; mvn verify makes it`);
  }
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";
  const classpath = `${join(TARGET, "test-classes")}:${readFileSync(CLASSPATH, "utf8")}`;
  const child = spawn(java, ["-XX:TieredStopAtLevel=1", "-cp", classpath, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  const text = { out: "", err: "" };
  child.stdout.on("data", (chunk) => (text.out += chunk));
  child.stderr.on("data", (chunk) => (text.err += chunk));
  child.stdin.end(input);
  return new Promise((resolve, reject) =>
    child.once("close", (code) => (code === 0 ? resolve(text) : reject(new Error(`${args} ended with ${code}: ${text.err}`)))),
  );
}

/** The client has whole numbers, and writes lists as Java does. The last that it says is the address of its host. */
function ofJaeger(start, traceId, ids) {
  const resource = { "service.name": "läden", zone: "b", "host.name": hostname(), ip: ids.at(-1), "opencensus.exporterversion": "Jaeger-Java-1.8.1" };
  return inJaeger(start, traceId, ids, listText).map((span) => ({ ...span, resource, hasDoubles: false }));
}

const listText = (list) => `[${list.join(", ")}]`;

function ofBrave(start, traceId, ids) {
  return inZipkin(start, traceId, ids, (value) => (Array.isArray(value) ? listText(value) : String(value)), true);
}
