/** Serves the built page and the native API from generated traces, with the headers the real server sends. */

import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { encodeColumns } from "./columns.mjs";
import { analyse } from "./analyses.mjs";
import { answerQuery, attributeKeys, attributeValues } from "./query.mjs";
import { fillStore, logs, otlp, spanDetail } from "./store.mjs";
import { QueryError } from "./traceql.mjs";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const CSP = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

/** Starts on a free port unless one is given; `fake.receive()` makes spans arrive at an empty one. */
export async function startFake({
  port = 0,
  isEmpty = false,
  hugeSpans = 0,
  withHostile = false,
  wideServices = 0,
  pageConfig = {},
} = {}) {
  const now = BigInt(Date.now()) * 1_000_000n;
  const held = fillStore({ now, hugeSpans, withHostile, wideServices });
  const state = {
    traces: isEmpty ? [] : held,
    searches: [],
    failNext: null,
    columns: new Map(),
    slow: null,
    pageConfig,
  };
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error) => fail(response, 500, String(error?.stack ?? error)));
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    traces: held,
    searches: state.searches,
    receive: () => {
      state.traces = held;
    },
    /** From now on nothing is answered that may take long; what comes back is kept when a client goes away. */
    makeSlow: ({ hasPart = false } = {}) =>
      new Promise((resolve) => {
        state.slow = { hasPart, gone: () => resolve(undefined) };
      }),
    makeQuick: () => {
      state.slow = null;
    },
    failNextSearch: (status, message) => {
      state.failNext = { status, message };
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}

async function answer(state, request, response) {
  const { pathname, searchParams } = new URL(request.url, "http://fake");
  if (!pathname.startsWith("/api/")) {
    return page(pathname, response);
  }
  const path = pathname.replace("/api/clew/v1/", "").split("/").map(decodeURIComponent);
  const spans = state.traces.reduce((sum, trace) => sum + trace.rows.length, 0);
  if (path[0] === "config") {
    return json(response, {
      version: "0.1.0",
      retentionNanos: 604800000000000,
      maxSearchLimit: 1500,
      ports: { otlpGrpc: 4317, otlpHttp: 4318 },
    });
  }
  if (path[0] === "ui-config") {
    return json(response, state.pageConfig);
  }
  if (path[0] === "status") {
    return json(response, {
      spansReceived: spans,
      spansRefused: 0,
      spansStored: spans,
      blocks: 3,
      storedBytes: spans * 44,
      // Its traces do not grow newer; a real server's would.
      lastSpanUnixNano: spans > 0 ? `${Date.now()}000000` : null,
      startedUnixNano: "1700000000000000000",
    });
  }
  if (path[0] === "services" && !path[1]) {
    return json(response, { services: services(state.traces) });
  }
  if (path[0] === "attributes") {
    return json(
      response,
      path[1] ? attributeValues(state.traces, path[1], searchParams) : attributeKeys(state.traces, searchParams),
    );
  }
  if (state.slow && request.method === "POST") {
    return slowly(state, request, response);
  }
  if (path[0] === "import") {
    return json(response, imported(state, JSON.parse(await body(request))));
  }
  const asked = request.method === "POST" ? JSON.parse(await body(request)) : Object.fromEntries(searchParams);
  if (path[0] === "query") {
    return queried(state, asked, response);
  }
  if (path[0] === "funnels") {
    return answered(response, () => analyse(state.traces, path, asked));
  }
  const analysed = analyse(state.traces, path, asked);
  return analysed ? json(response, analysed) : traceAnswer(state, path, searchParams, response);
}

/** Takes a trace as if it were one that it has. */
function imported(state, { resourceSpans }) {
  const { traceId } = resourceSpans[0].scopeSpans[0].spans[0];
  state.traces = [...state.traces, { ...fillStore({ now: BigInt(Date.now()) * 1_000_000n })[0], traceId }];
  return { spans: 1, rejected: 0, reason: "" };
}

/** Tells how far it is for as long as the test wants, perhaps how the answer begins, and never answers. */
async function slowly({ slow, traces }, request, response) {
  const asked = JSON.parse(await body(request));
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  response.write(`${JSON.stringify({ progress: { what: "blocks", done: 12, all: 40 } })}\n`);
  if (slow.hasPart && asked.spansPerSet !== undefined) {
    response.write(`${JSON.stringify({ part: answerQuery(traces, { ...asked, limit: 10 }) })}\n`);
  }
  response.on("close", slow.gone);
}

function queried(state, request, response) {
  if (state.failNext) {
    const { status, message } = state.failNext;
    state.failNext = null;
    return fail(response, status, message);
  }
  state.searches.push(request);
  return answered(response, () => answerQuery(state.traces, request));
}

/** A query that is none is the asker's mistake. */
function answered(response, work) {
  try {
    return json(response, work());
  } catch (error) {
    if (error instanceof QueryError) {
      return fail(response, 400, error.message);
    }
    throw error;
  }
}

function traceAnswer(state, [noun, id, part], searchParams, response) {
  const trace = noun === "traces" && state.traces.find(({ traceId }) => traceId === id);
  if (!trace) {
    return fail(response, 404, `no trace ${id === "traces" ? "of those" : id} is stored`);
  }
  if (part === "columns") {
    const encoded = state.columns.get(id) ?? gzipSync(encodeColumns(trace));
    state.columns.set(id, encoded);
    response.writeHead(200, { "content-type": "application/vnd.clew.columns", "content-encoding": "gzip" });
    return response.end(encoded);
  }
  if (part === "spans") {
    const wanted = new Set(searchParams.get("ids").split(","));
    return json(response, {
      spans: trace.rows.filter(({ span }) => wanted.has(span.spanId)).map((row) => spanDetail(trace, row)),
    });
  }
  if (part === "logs") {
    // The last one has none.
    return json(response, trace === state.traces.at(-1) ? { resourceLogs: [] } : logs(trace));
  }
  return json(response, otlp(trace));
}

const services = (traces) =>
  [...new Set(traces.flatMap((trace) => trace.rows.map(({ span }) => span.service)))].toSorted();

/** Files as they are; every other address is the page, whose router reads it. */
function page(pathname, response) {
  const file = join(DIST, normalize(pathname));
  const isFile = pathname !== "/" && file.startsWith(DIST) && existsSync(file);
  const path = isFile ? file : join(DIST, "index.html");
  response.writeHead(200, {
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
  });
  response.end(readFileSync(path));
}

function json(response, value) {
  const text = JSON.stringify(value);
  response.writeHead(200, { "content-type": "application/json" });
  response.end(text);
}

function fail(response, status, message) {
  if (response.headersSent) {
    // Whoever asked went away, or the answer broke off.
    response.destroy();
    return;
  }
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ error: { status, message } }));
}

async function body(request) {
  const parts = [];
  for await (const part of request) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
