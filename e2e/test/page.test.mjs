/** The page over a real Clew: the first span, and the shop's traces soon after its first request. */

import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { eventually, freeOffset, json, newFolder, removeFolder, start } from "../clew.mjs";

const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const SHOTS = process.env.SHOTS;
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CLEW_CHROMIUM ?? CHROMIUMS.find(existsSync), headless: true, args: FLAGS });
});

after(() => browser?.close());

test("an empty Clew shows how to send a first span and turns live when one arrives", async () => {
  const folder = newFolder();
  const clew = await start("serve", { folder, offset: await freeOffset() });
  try {
    const page = await openPage(`${clew.url("page")}/`);
    await page.getByText("Spans received").first().waitFor();
    await shoot(page, "first-span");
    await sendSpan(clew);
    await page.getByRole("link", { name: /hello/ }).first().waitFor();
    assert.deepEqual(page.problems, []);
  } finally {
    await clew.stop();
    removeFolder(folder);
  }
});

test("the shop's traces are on the page within five seconds, searched and opened", async (t) => {
  const folder = newFolder();
  const clew = await start("up", { folder, offset: await freeOffset(), args: ["--demo"] });
  try {
    const waited = await untilTraces(clew);
    t.diagnostic(`first trace ${waited} ms after the first request was announced`);
    const page = await openPage(`${clew.url("page")}/explore`);
    const row = page.getByRole("row").filter({ hasText: "gateway" }).first();
    await row.waitFor();
    // Of the step under way, too: nothing is told of it as if nothing had come.
    await page.getByRole("img", { name: /^Rate over time: (?!0\/s)[\d.]+\/(s|min|h)/ }).waitFor();
    await shoot(page, "explore");
    await row.getByRole("link").first().click();
    await page.getByRole("treegrid").waitFor();
    await page.getByRole("row").nth(1).click();
    await page.getByText("service.name").first().waitFor();
    await shoot(page, "trace");
    assert.deepEqual(page.problems, []);
    assert.ok(waited <= 5_000, `the first trace took ${waited} ms`);
  } finally {
    assert.equal(await clew.stop(), 0, clew.err());
    removeFolder(folder);
  }
});

/** Waits for the shop's first request, then for its trace in an answer; gives the time between. */
async function untilTraces(clew) {
  await eventually("the shop starts", () => clew.out().includes("shop:"), 60_000);
  const from = Date.now();
  await eventually("a trace of the shop", async () => {
    const { body } = await json(`${clew.url("page")}/api/traces?service=gateway`);
    return body.data?.length > 0;
  });
  return Date.now() - from;
}

async function openPage(url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
  await page.goto(url);
  return page;
}

/** Keeps pictures in both themes where SHOTS names a folder. */
async function shoot(page, name) {
  if (!SHOTS) {
    return;
  }
  mkdirSync(SHOTS, { recursive: true });
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}.png`) });
  }
}

async function sendSpan(clew) {
  const now = BigInt(Date.now()) * 1_000_000n;
  const span = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", name: "hello", kind: 1, startTimeUnixNano: String(now), endTimeUnixNano: String(now + 1_000n) };
  const answer = await fetch(`${clew.url("http")}/v1/traces`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }),
  });
  assert.equal(answer.status, 200);
}
