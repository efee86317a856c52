/** What a reader comes to the page for, by the keyboard alone where that is the point; each takes an open page and a Clew that the shop feeds. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, json } from "./clew.mjs";

const tree = (page) => page.getByRole("treegrid");
const panel = (page) => page.getByRole("complementary", { name: "Span" });
const untilQuery = (page, query) => page.waitForURL((url) => url.searchParams.get("q") === query);

/** One trace of the shop that a query finds. */
async function anyTrace(clew, query) {
  return eventually(`a trace of ${query}`, async () => {
    const { body } = await ask(clew, query);
    return body.traces?.[0];
  }, 60_000);
}

const ask = (clew, query, more = {}) =>
  json(`${clew.url("page")}/api/clew/v1/query`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ query, limit: 1, ...more }) });

export const TASKS = {
  "the slowest checkout, by keyboard alone": async (page, clew) => {
    await anyTrace(clew, '{ name = "POST /checkout" }');
    await page.goto(`${clew.url("page")}/explore`);
    await page.getByRole("combobox", { name: "Add a condition" }).focus();
    await page.keyboard.type('name = "POST /checkout"');
    await page.keyboard.press("Enter");
    await untilQuery(page, '{ name = "POST /checkout" }');
    await page.getByLabel("Order").focus();
    await page.keyboard.press("l");
    await page.waitForURL(/order=duration/);
    await page.getByRole("row").filter({ hasText: "POST /checkout" }).first().waitFor();
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await tree(page).waitFor();
    await page.getByRole("heading", { name: /POST \/checkout/ }).waitFor();
  },

  "from a log line to the first cause, by keyboard alone": async (page, clew) => {
    const { traceId } = await anyTrace(clew, '{ name = "POST /checkout" && kind = server && status = error }');
    await page.goto(`${clew.url("page")}/`);
    await page.getByRole("textbox", { name: "Go to a trace or search" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.insertText(`12:03:07 ERROR checkout failed trace_id=${traceId} after 3000 ms`);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^Root cause/ }).waitFor();
    await page.locator("[role=row]:focus").waitFor();
    await page.keyboard.press("r");
    await page.waitForURL(/span=[0-9a-f]{16}/);
    await panel(page).getByText("Identity").waitFor();
  },

  "why these are slow: a box, an attribute, and without it": async (page, clew) => {
    await anyTrace(clew, "{ }");
    await page.goto(`${clew.url("page")}/explore?range=15m`);
    const heat = page.getByRole("img", { name: /^Durations over time, from/ });
    await heat.waitFor();
    const box = await heat.boundingBox();
    await page.mouse.move(box.x + 2, box.y + 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 3, { steps: 4 });
    await page.mouse.up();
    const comparison = page.getByRole("region", { name: "Comparison" });
    await comparison.getByText("spans in the box").waitFor();
    await comparison.getByRole("button", { name: /^Without / }).first().click();
    await page.waitForURL(/q=.*%21%3D/);
  },

  "two traces side by side": async (page, clew) => {
    const { traceId: failed } = await anyTrace(clew, '{ name = "POST /checkout" && status = error }');
    const { traceId: well } = await anyTrace(clew, '{ name = "POST /checkout" && status != error }');
    await page.goto(`${clew.url("page")}/trace/${well}...${failed}`);
    await page.getByRole("rowheader", { name: /gateway POST \/checkout/ }).first().waitFor();
  },

  "services, map and errors of the shop": async (page, clew) => {
    await page.goto(`${clew.url("page")}/services`);
    await page.getByRole("link", { name: "payments" }).click();
    await page.getByRole("img", { name: /^Requests over time/ }).waitFor();
    await page.getByRole("link", { name: "Map", exact: true }).first().click();
    await page.getByRole("link", { name: /^orders calls payments over/ }).waitFor();
    await page.goto(`${clew.url("page")}/errors`);
    await page.getByRole("listitem").filter({ hasText: "payments" }).first().waitFor();
  },

  "a trace that has not arrived is waited for": async (page, clew) => {
    const traceId = crypto.randomUUID().replaceAll("-", "");
    await page.goto(`${clew.url("page")}/live`);
    await page.getByRole("textbox", { name: "Wait for a trace id" }).fill(traceId);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Waiting… stop" }).waitFor();
    await sendSpan(clew, { traceId });
    await tree(page).waitFor();
  },

  "a link and its backlink": async (page, clew) => {
    const [from, to] = [crypto.randomUUID(), crypto.randomUUID()].map((id) => id.replaceAll("-", ""));
    const spanId = to.slice(0, 16).replace(/^./, "a");
    await sendSpan(clew, { traceId: to, spanId });
    await sendSpan(clew, { traceId: from, links: [{ traceId: to, spanId }] });
    await eventually("the linked trace", async () => (await fetch(`${clew.url("page")}/api/traces/${to}`)).status === 200);
    await page.goto(`${clew.url("page")}/trace/${from}?span=00f067aa0ba902b7`);
    await panel(page).getByRole("link", { name: new RegExp(spanId) }).click();
    await page.waitForURL(new RegExp(to));
    await panel(page).getByRole("button", { name: "Find spans that link here" }).click();
    await panel(page).getByRole("link", { name: /00f067aa0ba902b7/ }).click();
    await page.waitForURL(new RegExp(from));
  },

  "a snapshot opens from a file": async (page, clew, folder) => {
    const { traceId } = await anyTrace(clew, '{ name = "POST /checkout" }');
    await page.goto(`${clew.url("page")}/trace/${traceId}`);
    await tree(page).waitFor();
    await page.getByRole("button", { name: "Save a snapshot" }).click();
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the file" }).click();
    const file = join(folder, "trace.html");
    await (await coming).saveAs(file);
    assert.ok(readFileSync(file).length < 1_500_000);
    await page.goto(`file://${file}`);
    await tree(page).waitFor();
    await page.getByText(/^Snapshot of/).waitFor();
  },
};

async function sendSpan(clew, { traceId, spanId = "00f067aa0ba902b7", links = [] }) {
  const now = BigInt(Date.now()) * 1_000_000n;
  const span = { traceId, spanId, links, name: "hello", kind: 2, startTimeUnixNano: String(now), endTimeUnixNano: String(now + 1_000_000n) };
  const answer = await fetch(`${clew.url("http")}/v1/traces`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
  });
  assert.equal(answer.status, 200);
}
