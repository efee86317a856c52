/** A trace of a million spans on a real Clew: it is drawn whole, within its budget; a busy machine may try again. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { eventually, freeOffset, newFolder, removeFolder, start } from "../clew.mjs";
import { MILLION_ID, feed } from "../million.mjs";

const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const SPANS = 1_000_000;
const RUNS = 3;
const LOAD_MILLIS = 4000;

test("a trace of a million spans is drawn whole, with its data from the server", async (t) => {
  const folder = newFolder();
  const clew = await start("serve", { folder, offset: await freeOffset() });
  const browser = await chromium.launch({ executablePath: process.env.CLEW_CHROMIUM ?? CHROMIUMS.find(existsSync), headless: true, args: FLAGS });
  try {
    await feed(clew, SPANS);
    const address = `${clew.url("page")}/api/clew/v1/traces/${MILLION_ID}/columns`;
    const timing = await eventually("the columns", async () => {
      const answer = await fetch(address, { headers: { accept: "application/vnd.clew.columns" } });
      const { byteLength } = await answer.arrayBuffer();
      return answer.status === 200 && { byteLength, said: answer.headers.get("server-timing") };
    }, 60_000);
    t.diagnostic(`columns: ${(timing.byteLength / 1e6).toFixed(1)} MB, ${timing.said}`);
    const loads = [];
    const isWithin = ({ millis }) => millis <= LOAD_MILLIS;
    while (loads.length < RUNS && !loads.some(isWithin)) {
      loads.push(await load(browser, clew));
    }
    const told = loads.map(({ millis, longest }) => `${millis} ms, longest task ${longest} ms`).join("; ");
    t.diagnostic(`1,000,000 spans to the second frame: ${told}; budget ${LOAD_MILLIS} ms`);
    assert.ok(loads.some(isWithin), told);
  } finally {
    await browser.close();
    await clew.stop();
    removeFolder(folder);
  }
});

/** From the start of navigation until two frames after the first complete picture; then the end of the trace is gone to. */
async function load(browser, clew) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.addInitScript(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      globalThis.longest = Math.max(globalThis.longest, ...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: "longtask", buffered: true });
  });
  await page.goto(`${clew.url("page")}/trace/${MILLION_ID}`, { waitUntil: "commit" });
  const millis = await page.evaluate(async () => {
    let framesLeft = 2;
    while (framesLeft > 0) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      framesLeft -= document.querySelector("[role=treegrid] [role=row]") ? 1 : 0;
    }
    return performance.now();
  });
  const longest = await page.evaluate(() => globalThis.longest);
  await page.keyboard.press("[");
  const grid = page.getByRole("treegrid");
  await eventually("all rows", async () => (await grid.getAttribute("aria-rowcount")) === String(SPANS), 20_000);
  await page.locator("[role=row][tabindex='0']").focus();
  await page.keyboard.press("End");
  await eventually("the last row", async () => (await page.locator("[role=row]:focus").getAttribute("aria-rowindex")) === String(SPANS), 20_000);
  assert.equal(await page.locator("[role=row]:focus").isVisible(), true);
  assert.deepEqual(problems, []);
  await page.close();
  return { millis: Math.round(millis), longest: Math.round(longest) };
}
