import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jaeger, zipkin } from "../fake/formats.mjs";
import { startFake } from "../fake/server.mjs";
import { otlp } from "../fake/store.mjs";
import { askedOf, eventually, failedCheckout, openTrace, panel, tree } from "./places.mjs";

const inFolder = async (work) => {
  const folder = mkdtempSync(join(tmpdir(), "clew-ui-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const pageCases = {
  "findings select and frame their spans, and r goes to the root cause": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    await page.getByRole("button", { name: /^N\+1: 6 × SELECT stock/ }).click();
    await page.waitForURL(/span=.*z=|z=.*span=/);
    await panel(page).getByRole("heading", { name: "SELECT stock" }).waitFor();
    await page.getByRole("heading", { name: /checkout/ }).evaluate(() => document.activeElement.blur());
    await page.keyboard.press("r");
    await panel(page)
      .getByRole("heading", { name: /card-network/ })
      .waitFor();
  },

  "the filter dims, then hides all but what leads there": async ({ page, fake }) => {
    const trace = failedCheckout(fake);
    await openTrace(page, fake, trace);
    await page.getByRole("button", { name: "Errors", exact: true }).click();
    await page.waitForURL(/f=errors/);
    await page.getByRole("button", { name: "Hide others" }).click();
    await eventually(() => tree(page).getAttribute("aria-rowcount"), String(trace.errorCount));
    await page.waitForURL(/f=errors%2Chide/);
    await page.reload();
    await eventually(() => tree(page).getAttribute("aria-rowcount"), String(trace.errorCount));
    await page.getByRole("button", { name: "Critical path" }).click();
    await page.waitForURL(/f=errors%2Cpath%2Chide/);
  },

  "flame graph, statistics and spans show the same trace": async ({ page, fake }) => {
    const trace = failedCheckout(fake);
    await openTrace(page, fake, trace);
    await page.getByRole("button", { name: "Flame graph" }).click();
    await page.getByRole("img", { name: /^Flame graph of/ }).click({ position: { x: 300, y: 8 }, force: true });
    await panel(page).getByRole("heading", { name: "POST /checkout" }).waitFor();
    await page.getByRole("button", { name: "Statistics" }).click();
    await page.getByRole("rowheader", { name: /payment POST card-network/ }).waitFor();
    await page.getByRole("group", { name: "View" }).getByRole("button", { name: "Spans" }).click();
    await page.getByRole("columnheader", { name: `${trace.rows.length} spans` }).waitFor();
    await page.getByRole("textbox", { name: "Find in this trace" }).fill("select");
    await page.getByRole("columnheader", { name: "7 spans" }).waitFor();
  },

  "a span is told beside all like it, and an attribute leads to the same": async ({ page, fake }) => {
    const trace = failedCheckout(fake);
    await openTrace(page, fake, trace, `?span=${trace.rows[0].span.spanId}`);
    await panel(page)
      .getByText(/of \d+ like it in the last hour/)
      .waitFor();
    await panel(page).getByRole("link", { name: "Spans with the same http.route" }).click({ force: true });
    await page.waitForURL((url) => url.searchParams.get("q") === '{ span.http.route = "/checkout" }');
  },

  "a snapshot opens from a file, holds no secret and asks nobody": async ({ page, fake, context }) => {
    const trace = failedCheckout(fake);
    await openTrace(page, fake, trace);
    await page.getByRole("button", { name: "Save a snapshot" }).click();
    const rules = page.getByRole("dialog", { name: "Save a snapshot" }).getByRole("textbox");
    await rules.fill(`${await rules.inputValue()}\nuser_agent`);
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the file" }).click();
    await inFolder(async (folder) => {
      const file = join(folder, "trace.html");
      await (await coming).saveAs(file);
      assert.doesNotMatch(readFileSync(file, "utf8"), /203\.0\.113\.7|Firefox\/149/);
      const offline = await context.newPage();
      const asked = [];
      offline.on("request", (request) => asked.push(request.url()));
      await offline.goto(`file://${file}`);
      await tree(offline).waitFor();
      await offline.getByText(/^Snapshot of .+ values redacted$/).waitFor();
      await offline.getByRole("button", { name: /^Root cause/ }).click();
      await panel(offline).getByText("http.request.method").first().waitFor();
      assert.deepEqual(asked, [`file://${file}`]);
    });
  },

  "a file is read here and nothing of it is sent": async ({ page, fake }) => {
    const asked = askedOf(page);
    await page.goto(`${fake.origin}/upload`);
    await inFolder(async (folder) => {
      const file = join(folder, "traces.json");
      const trace = { ...failedCheckout(fake), traceId: "ab".repeat(16) };
      writeFileSync(file, JSON.stringify(otlp(trace)));
      await page.getByLabel("File with traces").setInputFiles(file);
      await page.getByRole("link", { name: /gateway POST \/checkout/ }).click();
      await tree(page).waitFor();
      await page.getByText("From the file traces.json").waitFor();
      await page.getByRole("row").nth(1).click();
      await panel(page).getByText("Identity").waitFor();
      assert.deepEqual(asked, []);
      for (const write of [jaeger, zipkin]) {
        await page.goto(`${fake.origin}/upload`);
        writeFileSync(file, JSON.stringify(write({ ...failedCheckout(fake), traceId: "cd".repeat(16) })));
        await page.getByLabel("File with traces").setInputFiles(file);
        await page.getByRole("link", { name: /gateway POST \/checkout/ }).click();
        await tree(page).waitFor();
      }
      await page.goto(`${fake.origin}/upload`);
      writeFileSync(file, "no json");
      await page.getByLabel("File with traces").setInputFiles(file);
      await page.getByRole("alert").getByText("line 1 is not").waitFor();
    });
  },

  "services lead to a service, its operations to their spans": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/services`);
    await page.getByRole("textbox", { name: "Filter services" }).fill("paym");
    await page.getByRole("link", { name: "payment" }).click();
    await page.getByRole("img", { name: /^Requests over time: .+; 2026\.11\.4 at / }).waitFor();
    await page.getByRole("button", { name: /^Versions 2/ }).click();
    const versions = page.getByRole("region", { name: "Versions" });
    await versions.getByRole("rowheader", { name: "2026.11.3" }).waitFor();
    assert.match(
      await versions.getByRole("link", { name: /^Compare the traces/ }).getAttribute("href"),
      /a=.*2026\.11\.3.*&b=.*2026\.11\.4/,
    );
    await page.getByRole("button", { name: /^Operations/ }).click();
    await page.getByRole("link", { name: "SELECT card" }).click();
    await page.waitForURL(
      (url) => url.searchParams.get("q") === '{ resource.service.name = "payment" && name = "SELECT card" }',
    );
  },

  "the map focuses, and says the same as matrix and list": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/map`);
    await page.getByRole("button", { name: /^payment/ }).click();
    await page.waitForURL(/focus=payment/);
    await page.getByRole("button", { name: "One hop more" }).click();
    await page.waitForURL(/hops=2/);
    await page.getByRole("link", { name: /^checkout calls payment over http/ }).waitFor();
    await page.getByRole("button", { name: "matrix" }).click();
    await page.getByRole("columnheader", { name: "payment" }).waitFor();
    await page.getByRole("button", { name: "list" }).click();
    await page.getByRole("link", { name: "checkout → payment" }).click();
    await page.waitForURL(/parent\.resource\.service\.name/);
  },

  "a map of many services shows its most telling part, and the ways to the rest": async ({ page }) => {
    const wide = await startFake({ wideServices: 150 });
    try {
      await page.goto(`${wide.origin}/map`);
      await page.getByText(/^28 of 1\d\d services/).waitFor();
      await page.getByRole("group", { name: /^28 services and \d+ call paths/ }).waitFor();
      await page.getByRole("button", { name: "List all calls" }).click();
      await page.waitForURL(/view=list/);
      await page.getByRole("button", { name: "matrix" }).click();
      await page.getByText(/^48 of 1\d\d services/).waitFor();
      await page.getByLabel("Focus on a service").fill("gateway");
      await page.keyboard.press("Enter");
      await page.waitForURL(/focus=gateway/);
      await page.getByRole("rowheader", { name: "gateway" }).waitFor();
    } finally {
      await wide.stop();
    }
  },

  "a trace that is not there is waited for": async ({ page }) => {
    const fake = await startFake({ isEmpty: true });
    try {
      await page.goto(`${fake.origin}/trace/${failedCheckout(fake).traceId}`);
      await page.getByRole("button", { name: "Wait for it" }).click();
      await page.getByRole("button", { name: "Waiting for it… stop" }).waitFor();
      fake.receive();
      await tree(page).waitFor();
    } finally {
      await fake.stop();
    }
  },

  "two traces are one tree with its differences": async ({ page, fake }) => {
    const good = fake.traces.find(({ rows, errorCount }) => rows[0].span.name === "POST /checkout" && errorCount === 0);
    await openTrace(page, fake, good);
    await page.getByRole("link", { name: "Compare with another trace" }).click();
    await page.getByRole("textbox", { name: "Trace or query B" }).fill(failedCheckout(fake).traceId);
    await page.keyboard.press("Enter");
    await page.getByText("only in A").first().waitFor();
    await page.getByRole("button", { name: "1 attribute differs" }).first().click();
    await page.getByText("span.http.response.status_code").waitFor();
  },

  "live shows what comes, and waits for a trace": async ({ page }) => {
    const fake = await startFake({ isEmpty: true });
    try {
      await page.goto(`${fake.origin}/live`);
      await page.getByText("Nothing yet").waitFor();
      await page.getByRole("textbox", { name: "Wait for a trace id" }).fill(failedCheckout(fake).traceId);
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Waiting… stop" }).waitFor();
      fake.receive();
      await tree(page).waitFor();
      await page.goto(`${fake.origin}/live`);
      await page.locator("tbody tr").first().waitFor();
      await page.keyboard.press(" ");
      await page.getByRole("button", { name: "Go on" }).waitFor();
    } finally {
      await fake.stop();
    }
  },

  "live says that it cannot tell, and keeps what it saw": async ({ page, fake }) => {
    const error = { status: 503, message: "the store failed" };
    await page.goto(`${fake.origin}/live`);
    await page.getByText(/^Listening/).waitFor();
    await page.route("**/api/clew/v1/query", (route) => route.fulfill({ status: 503, json: { error } }));
    await page.getByRole("alert").getByText("the store failed").waitFor();
    assert.equal(await page.getByText(/^Listening/).count(), 0);
    await page.unroute("**/api/clew/v1/query");
    await page.getByText(/^Listening/).waitFor();
    assert.equal(await page.getByRole("alert").count(), 0);
  },

  "a view is saved, found again and deleted": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?service=payment`);
    await page.getByRole("button", { name: "Save this view" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("slow payments");
    await page.keyboard.press("Enter");
    await page.keyboard.press("g");
    await page.getByRole("link", { name: "Saved" }).click();
    await page.getByRole("link", { name: /^slow payments/ }).click();
    await page.waitForURL(/\/explore\?/);
    await page.getByRole("link", { name: "Saved" }).click();
    await page.getByRole("button", { name: "Delete slow payments" }).click();
    await page.getByText("Nothing is saved").waitFor();
  },

  "home tells what changed, and keeps what is pinned": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    await page.getByRole("button", { name: "Pin this trace to the home page" }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.getByRole("heading", { name: "Pinned traces" }).waitFor();
    await page.getByRole("link", { name: /payment · POST \/charge: errors/ }).click();
    await page.waitForURL(/view=compare/);
  },

  "status says what is well and why a trace may be missing": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/status`);
    await page.getByText("Spans arrive and none was refused").waitFor();
    await page.getByText("It was sampled away").waitFor();
  },

  "Jaeger's other addresses lead on": async ({ page, fake }) => {
    const { traceId } = failedCheckout(fake);
    for (const [path, leads] of [
      ["/dependencies", /\/map$/],
      ["/deep-dependencies?service=cart", /\/map\?focus=cart$/],
      ["/monitor", /\/services$/],
      [`/trace/${traceId}...${traceId}`, /\/compare\?a=\w{32}&b=\w{32}$/],
    ]) {
      await page.goto(fake.origin + path);
      await page.waitForURL(leads);
    }
  },
};
