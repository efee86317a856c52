/** What a reader comes to the page for, each by mouse and by keyboard alone; a task takes a hand, an open page and a Clew that the shop feeds. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, json } from "./clew.mjs";
import { KEYBOARD, MOUSE } from "./hands.mjs";

const tree = (page) => page.getByRole("treegrid");
const panel = (page) => page.getByRole("complementary", { name: "Span" });
const untilQuery = (page, query) => page.waitForURL((url) => url.searchParams.get("q") === query);

const DAY_MILLIS = 86_400_000;
/** Attributes of fewer traces differ by chance. */
const ENOUGH_TO_COMPARE = 20;

/** One trace of the shop that a query finds. */
async function anyTrace(clew, query, more) {
  const [trace] = await tracesOf(clew, query, 1, more);
  return trace;
}

async function tracesOf(clew, query, count, more) {
  return eventually(`${count} traces of ${query}`, async () => {
    const { body } = await ask(clew, query, { limit: count, ...more });
    return body.traces?.length >= count && body.traces;
  }, 60_000);
}

/** One service's calls of another, as the map counts them. */
async function callOf(clew, client, server) {
  return eventually(`a call of ${server} by ${client}`, async () => {
    const { body } = await json(`${clew.url("page")}/api/clew/v1/map`);
    return body.edges.find((edge) => edge.client === client && edge.server === server);
  }, 60_000);
}

const ask = (clew, query, more) =>
  json(`${clew.url("page")}/api/clew/v1/query`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query, ...more }) });

const BY_HAND = {
  "the slowest checkout": async (hand, page, clew) => {
    await anyTrace(clew, '{ name = "POST /checkout" }');
    await page.goto(`${clew.url("page")}/explore`);
    await hand.write(page.getByRole("combobox", { name: "Add a condition" }), 'name = "POST /checkout"');
    await page.keyboard.press("Enter");
    await untilQuery(page, '{ name = "POST /checkout" }');
    await hand.choose(page.getByLabel("Order"), "Longest first");
    await page.waitForURL(/order=duration/);
    const longest = page.getByRole("row").filter({ hasText: "POST /checkout" }).first().getByRole("link").first();
    await hand.use(longest);
    await tree(page).waitFor();
    await page.getByRole("heading", { name: /POST \/checkout/ }).waitFor();
  },

  "from a log line to the first cause": async (hand, page, clew) => {
    const { traceId } = await anyTrace(clew, '{ name = "POST /checkout" && kind = server && status = error }');
    await page.goto(`${clew.url("page")}/`);
    const box = page.getByRole("textbox", { name: "Go to a trace or search" });
    await hand.write(box, `12:03:07 ERROR checkout failed trace_id=${traceId} after 3000 ms`);
    await page.keyboard.press("Enter");
    await hand.use(page.getByRole("button", { name: /^Root cause/ }).first());
    await page.waitForURL(/span=[0-9a-f]{16}/);
    await panel(page).getByText("Identity").waitFor();
  },

  "why these are slow: a box, an attribute, and without it": async (hand, page, clew) => {
    await tracesOf(clew, '{ name = "POST /checkout" }', ENOUGH_TO_COMPARE);
    await page.goto(`${clew.url("page")}/explore?range=15m`);
    await page.getByRole("img", { name: /^Durations over time: from/ }).waitFor();
    await hand.use(page.getByRole("button", { name: "take the slowest" }));
    const comparison = page.getByRole("region", { name: "Comparison" });
    await comparison.getByText("spans in the box").waitFor();
    await hand.use(comparison.getByRole("button", { name: /^Without / }).first());
    await page.waitForURL(/q=.*%21%3D/);
    await page.getByRole("img", { name: /^Durations over time/ }).waitFor();
  },

  "yesterday's release beside today's": async (hand, page, clew) => {
    const name = `release ${hand.name}`;
    for (let at = 0; at < 5; at++) {
      await sendSpan(clew, { name, version: "1.4", agoMillis: DAY_MILLIS + at * 1000, millis: 10 });
      await sendSpan(clew, { name, version: "1.5", agoMillis: at * 1000, millis: 40 });
    }
    await anyTrace(clew, `{ name = "${name}" && resource.service.version = "1.4" }`, { startUnixNano: nanosAgo(DAY_MILLIS + 3_600_000) });
    await page.goto(`${clew.url("page")}/compare`);
    await hand.write(page.getByRole("textbox", { name: "Trace or query A" }), `{ name = "${name}" }`);
    await hand.send(page.getByRole("button", { name: "Compare", exact: true }));
    await hand.choose(page.getByLabel("Time of A"), "A 24h earlier");
    await page.getByRole("rowheader", { name: new RegExp(name) }).waitFor();
    await page.getByText(/p95 1\d(\.\d+)? ms/).waitFor();
    await page.getByText("resource.service.version").first().waitFor();
  },

  "a trace that has not arrived is waited for": async (hand, page, clew) => {
    const traceId = newTraceId();
    await page.goto(`${clew.url("page")}/live`);
    await hand.write(page.getByRole("textbox", { name: "Wait for a trace id" }), traceId);
    await hand.send(page.getByRole("button", { name: "Wait", exact: true }));
    await page.getByRole("button", { name: "Waiting… stop" }).waitFor();
    await sendSpan(clew, { traceId });
    await tree(page).waitFor();
  },

  "a link and its backlink": async (hand, page, clew) => {
    const [from, to] = [newTraceId(), newTraceId()];
    const spanId = to.slice(0, 16).replace(/^./, "a");
    await sendSpan(clew, { traceId: to, spanId });
    await sendSpan(clew, { traceId: from, links: [{ traceId: to, spanId }] });
    await eventually("the linked trace", async () => (await fetch(`${clew.url("page")}/api/traces/${to}`)).status === 200);
    await page.goto(`${clew.url("page")}/trace/${from}?span=00f067aa0ba902b7`);
    await hand.use(panel(page).getByRole("link", { name: new RegExp(spanId) }));
    await page.waitForURL(new RegExp(to));
    await hand.use(panel(page).getByRole("button", { name: "Find spans that link here" }));
    await hand.use(panel(page).getByRole("link", { name: new RegExp(from.slice(0, 8)) }));
    await page.waitForURL(new RegExp(from));
  },

  "a snapshot opens from a file, and has every view": async (hand, page, clew, folder) => {
    const { traceId } = await anyTrace(clew, '{ name = "POST /checkout" }');
    await page.goto(`${clew.url("page")}/trace/${traceId}`);
    await tree(page).waitFor();
    await hand.use(page.getByRole("button", { name: "Save a snapshot" }));
    const coming = page.waitForEvent("download");
    await hand.use(page.getByRole("button", { name: "Save the file" }));
    const file = join(folder, "trace.html");
    await (await coming).saveAs(file);
    assert.ok(readFileSync(file).length < 1_500_000);
    await page.goto(`file://${file}`);
    await tree(page).waitFor();
    await page.getByText(/^Snapshot of/).waitFor();
    await hand.use(page.getByRole("button", { name: "Graph", exact: true }));
    await page.getByText("with their own time and its share of all").waitFor();
    await page.getByRole("button", { name: /POST \/checkout/ }).first().waitFor();
  },
};

export const TASKS = {
  "why these are slow: a box that is drawn": async (page, clew) => {
    await anyTrace(clew, "{ }");
    await page.goto(`${clew.url("page")}/explore?range=15m`);
    const heat = page.getByRole("img", { name: /^Durations over time: from/ });
    await heat.waitFor();
    const box = await heat.boundingBox();
    await page.mouse.move(box.x + 2, box.y + 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 3, { steps: 4 });
    await page.mouse.up();
    await page.getByRole("region", { name: "Comparison" }).getByText("spans in the box").waitFor();
  },

  "two traces side by side": async (page, clew) => {
    const { traceId: failed } = await anyTrace(clew, '{ name = "POST /checkout" && status = error }');
    const { traceId: well } = await anyTrace(clew, '{ name = "POST /checkout" && status != error }');
    await page.goto(`${clew.url("page")}/trace/${well}...${failed}`);
    await page.getByRole("rowheader", { name: /gateway POST \/checkout/ }).first().waitFor();
  },

  "services, map and errors of the shop": async (page, clew) => {
    await anyTrace(clew, '{ resource.service.name = "payments" && status = error }');
    await callOf(clew, "orders", "payments");
    await page.goto(`${clew.url("page")}/services`);
    await page.getByRole("link", { name: "payments" }).click();
    await page.getByRole("img", { name: /^Requests over time/ }).waitFor();
    await page.getByRole("link", { name: "Map", exact: true }).first().click();
    await page.getByRole("link", { name: /^orders calls payments over/ }).waitFor();
    await page.goto(`${clew.url("page")}/errors`);
    await page.getByRole("listitem").filter({ hasText: "payments" }).first().waitFor();
  },
};

for (const hand of [MOUSE, KEYBOARD]) {
  for (const [name, task] of Object.entries(BY_HAND)) {
    TASKS[`${name}, ${hand.name}`] = (page, clew, folder) => task(hand, page, clew, folder);
  }
}

const newTraceId = () => crypto.randomUUID().replaceAll("-", "");
const nanosAgo = (millis) => `${BigInt(Date.now() - millis) * 1_000_000n}`;

async function sendSpan(clew, { traceId = newTraceId(), spanId = "00f067aa0ba902b7", links = [], name = `hello ${traceId.slice(0, 8)}`, version = "1", agoMillis = 0, millis = 1 }) {
  const start = BigInt(nanosAgo(agoMillis));
  const span = { traceId, spanId, links, name, kind: 2, startTimeUnixNano: String(start), endTimeUnixNano: String(start + BigInt(millis) * 1_000_000n) };
  const resource = { attributes: [attribute("service.name", "sender"), attribute("service.version", version)] };
  await sendOtlp(clew, { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] });
}

export const attribute = (key, stringValue) => ({ key, value: { stringValue } });

export async function sendOtlp(clew, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${clew.url("http")}/v1/traces`, { method: "POST", headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 200);
}
