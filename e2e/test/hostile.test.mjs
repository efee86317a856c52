/** A trace that tries to run in every field a client can fill, sent to a real Clew and looked at on every page. */

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { eventually, freeOffset, newFolder, removeFolder, start } from "../clew.mjs";
import { attribute, sendOtlp } from "../tasks.mjs";

const CHROMIUMS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const BAD = "<img src=x onerror=window.__x=1>";
const SCRIPT = "</script><script>window.__x=1</script>";
const TRACE = "bad00000000000000000000000000bad";
const SPAN = "bad0000000000bad";
const text = encodeURIComponent;

const PAGES = [
  "/",
  "/explore",
  "/explore?view=spans",
  "/explore?view=breakdown&by=name",
  "/explore?view=compare",
  "/explore?view=structure",
  `/explore?q=${text("{ } | rate() by (name)")}`,
  `/explore?q=${text(`{ name = \`${BAD}\` }`)}`,
  ...["timeline", "flame", "graph", "stats", "spans", "logs"].map((view) => `/trace/${TRACE}?span=${SPAN}&view=${view}`),
  `/compare?a=${TRACE}&b=${TRACE}`,
  `/compare?a=${text("{ }")}&b=${text("{ status = error }")}`,
  "/services",
  `/service/${text(BAD)}`,
  "/map",
  "/map?view=matrix",
  "/map?view=list",
  "/errors",
  "/live",
  "/saved",
  "/upload",
  "/status",
];

test("hostile text in every field is shown as text on every page, and the policy has nothing to report", async () => {
  const folder = newFolder();
  const clew = await start("serve", { folder, offset: await freeOffset() });
  const browser = await chromium.launch({ executablePath: process.env.CLEW_CHROMIUM ?? CHROMIUMS.find(existsSync), headless: true, args: FLAGS });
  try {
    await sendOtlp(clew, hostile());
    await eventually("the trace", async () => (await fetch(`${clew.url("page")}/api/traces/${TRACE}`)).status === 200);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const problems = [];
    for (const event of ["pageerror", "dialog"]) {
      page.on(event, (what) => problems.push(`${event}: ${what}`));
    }
    page.on("console", (message) => message.type() === "error" && !message.text().startsWith("Failed to load resource") && problems.push(message.text()));
    for (const path of PAGES) {
      await page.goto(clew.url("page") + path);
      await page.waitForLoadState("networkidle", { timeout: 3000 }).catch(() => {}); // Live never rests
      assert.equal(await page.evaluate(() => "__x" in window || document.querySelector("img, svg[onload], a[href^='javascript']") !== null), false, path);
      assert.deepEqual(problems, [], path);
    }
    await page.goto(`${clew.url("page")}/trace/${TRACE}?span=${SPAN}`);
    await page.getByRole("complementary", { name: "Span" }).getByRole("heading", { name: BAD }).waitFor();
  } finally {
    await browser.close();
    await clew.stop();
    removeFolder(folder);
  }
});

function hostile() {
  const now = BigInt(Date.now()) * 1_000_000n;
  const time = (millis) => String(now + BigInt(millis) * 1_000_000n);
  const nested = { key: SCRIPT, value: { kvlistValue: { values: [attribute(BAD, BAD)] } } };
  const attributes = [attribute(BAD, BAD), attribute("url.full", "javascript:window.__x=1"), attribute("db.query.text", SCRIPT), nested];
  const exception = [attribute("exception.type", BAD), attribute("exception.message", BAD), attribute("exception.stacktrace", `${BAD}\n${SCRIPT}`)];
  const common = { traceId: TRACE, kind: 2, startTimeUnixNano: time(0), attributes, status: { code: 2, message: BAD }, traceState: "k=%3Cimg%3E" };
  const root = {
    ...common,
    spanId: SPAN,
    name: BAD,
    endTimeUnixNano: time(40),
    events: [{ name: BAD, timeUnixNano: time(5), attributes: exception }, { name: SCRIPT, timeUnixNano: time(6), attributes }],
    links: [{ traceId: TRACE, spanId: SPAN, attributes, traceState: "k=v" }],
  };
  const child = { ...common, spanId: "bad0000000000bae", parentSpanId: SPAN, name: SCRIPT, endTimeUnixNano: time(20) };
  const of = (service, spans) => ({
    resource: { attributes: [attribute("service.name", service), attribute("service.version", BAD), attribute("host.name", SCRIPT)] },
    scopeSpans: [{ scope: { name: BAD, version: SCRIPT, attributes }, spans }],
  });
  return { resourceSpans: [of(BAD, [root]), of(SCRIPT, [child])] };
}
