/** Starts the launcher as a user would, on a free range of ports and a folder of its own. */

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(new URL("../clew", import.meta.url));
const PORTS = { grpc: 4317, http: 4318, zipkin: 9411, health: 13133, jaegerGrpc: 14250, jaegerHttp: 14268, page: 16686, tempo: 3200, jaegerCompact: 6831, jaegerBinary: 6832 };
const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;

/**
 * How far the ports of this run lie from the usual ones, so that every one of them is free. All stay below those that
 * the system gives to outgoing connections: such a one could come between the look and the start.
 */
export async function freeOffset() {
  for (let attempt = 0; attempt < 50; attempt++) {
    const offset = 2_000 + Math.floor(Math.random() * 14_000);
    const free = await Promise.all(Object.values(PORTS).map((port) => isFree(port + offset)));
    if (free.every(Boolean)) {
      return offset;
    }
  }
  throw new Error("found no free range of ports in 50 attempts");
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

export function newFolder() {
  return mkdtempSync(join(tmpdir(), "clew-e2e-"));
}

export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs a command of the launcher to its end. */
export async function run(args, options = {}) {
  const child = launch(args, options);
  const [code] = await child.ended;
  return { code, out: child.out(), err: child.err() };
}

/** Starts `clew serve` or `clew up` and waits until it is ready. */
export async function start(command, { folder, offset, args = [] }) {
  const child = launch([command, "--data", folder, "--ports-offset", String(offset), ...args]);
  const url = (name) => `http://127.0.0.1:${PORTS[name] + offset}`;
  await untilReady(child, `${url("health")}/ready`);
  const port = (name) => PORTS[name] + offset;
  return { url, port, pid: child.pid, out: child.out, err: child.err, kill: child.kill, ended: child.ended, stop: () => stop(child) };
}

function launch(args, { env = {} } = {}) {
  const child = spawn(LAUNCHER, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const text = { out: "", err: "" };
  child.stdout.on("data", (chunk) => (text.out += chunk));
  child.stderr.on("data", (chunk) => (text.err += chunk));
  const ended = new Promise((resolve) => child.once("close", (code, signal) => resolve([code, signal])));
  return { pid: child.pid, ended, kill: (signal) => child.kill(signal), out: () => text.out, err: () => text.err };
}

async function untilReady(child, url) {
  let end;
  child.ended.then((how) => (end = how));
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(50)) {
    if (end) {
      throw new Error(`clew ended with ${end} before it was ready:\n${child.out()}\n${child.err()}`);
    }
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) {
      return;
    }
  }
  child.kill("SIGKILL");
  throw new Error(`clew was not ready within ${READY_WITHIN_MS} ms:\n${child.out()}\n${child.err()}`);
}

async function stop(child) {
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
  const [code] = await child.ended;
  clearTimeout(late);
  return code;
}

/** Asks again until `check` returns something, for what becomes true a little later. */
export async function eventually(what, check, withinMs = 10_000) {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${withinMs} ms`);
    }
    await pause(50);
  }
}

export async function json(url, options) {
  const answer = await fetch(url, options);
  return { status: answer.status, body: await answer.json() };
}
