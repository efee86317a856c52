import assert from "node:assert/strict";
import { PAGE_CONFIG } from "../fake/pageConfig.mjs";
import { startFake } from "../fake/server.mjs";
import { eventually, failedCheckout, openTrace, panel, tree } from "./places.mjs";

export const shellCases = {
  "home without spans waits for the first one and leads to its trace": async ({ page }) => {
    const empty = await startFake({ isEmpty: true });
    try {
      await page.goto(empty.origin);
      const counter = page.getByRole("status").filter({ hasText: "Spans received: 0" });
      await counter.waitFor();
      assert.match(await page.locator("pre").innerText(), /curl -i http:\/\/127\.0\.0\.1:4318\/v1\/traces/);
      await page.getByRole("button", { name: "Java agent" }).click();
      assert.match(await page.locator("pre").innerText(), /-javaagent:opentelemetry-javaagent\.jar/);
      await page.getByRole("button", { name: "Node.js" }).click();
      assert.match(await page.locator("pre").innerText(), /auto-instrumentations-node\/register/);

      empty.receive();

      const arrived = await page.getByRole("link", { name: /^Open gateway/ }).getAttribute("href");
      assert.match(arrived, /^\/trace\/[0-9a-f]{32}$/);
      await page.getByRole("button", { name: "Send a sample trace" }).click();
      await tree(page).waitFor();
      assert.notEqual(new URL(page.url()).pathname, arrived);
    } finally {
      await empty.stop();
    }
  },

  "a pasted log line leads to its trace and span": async ({ page, fake }) => {
    const { traceId, rows } = failedCheckout(fake);
    const { spanId } = rows[3].span;
    await page.goto(`${fake.origin}/explore`);
    await page.locator("tbody tr").first().waitFor();
    await page.keyboard.press("/");

    await page.keyboard.insertText(`12:03:07 ERROR payment failed trace_id=${traceId} span_id=${spanId} after 1500 ms`);
    await page.keyboard.press("Enter");

    await page.waitForURL(`${fake.origin}/trace/${traceId}?span=${spanId}`);
  },

  "the box knows services": async ({ page, fake }) => {
    await page.goto(fake.origin);
    const box = page.getByRole("textbox", { name: "Go to a trace or search" });
    await box.fill("paym");
    await page.getByText("Search payment").waitFor();
    await box.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("q") === '{ resource.service.name = "payment" }');
  },

  "an opened trace is among the recent ones": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/trace/${failedCheckout(fake).traceId}`);
    await tree(page).waitFor();
    await page.getByRole("link", { name: "Home", exact: true }).click();
    await page.getByRole("heading", { name: "Recent traces" }).waitFor();
    assert.equal(await page.getByRole("link", { name: /POST \/checkout/ }).count(), 1);
  },

  "the theme can be chosen and is remembered": async ({ page, fake }) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto(fake.origin);
    assert.equal(await ground(), "rgb(255, 255, 255)");
    await page.getByRole("button", { name: "Dark theme" }).click();
    assert.equal(await ground(), "rgb(20, 23, 28)");
    await page.reload();
    await eventually(ground, "rgb(20, 23, 28)");
    await page.getByRole("button", { name: "System theme" }).click();
    assert.equal(await ground(), "rgb(255, 255, 255)");
    await page.emulateMedia({ colorScheme: "dark" });
    assert.equal(await ground(), "rgb(20, 23, 28)");
  },

  "the timeline is painted anew when the theme changes": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/trace/${failedCheckout(fake).traceId}`);
    await tree(page).waitFor();
    const corner = () =>
      page.evaluate(() =>
        [...document.querySelectorAll("canvas")]
          .at(-1)
          .getContext("2d")
          .getImageData(2, 400, 1, 1)
          .data.slice(0, 3)
          .join(),
      );
    await eventually(corner, "255,255,255");
    await page.getByRole("button", { name: "Dark theme" }).click();
    await eventually(corner, "20,23,28");
  },

  "the keyboard help opens with a question mark and closes with escape": async ({ page, fake }) => {
    await page.goto(fake.origin);
    await page.getByRole("heading", { name: "Clew" }).waitFor();
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Keyboard" });
    await help.waitFor();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
  },

  "embedding hides the frame and keeps it hidden": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/trace/${failedCheckout(fake).traceId}?uiEmbed=v0`);
    await tree(page).waitFor();
    assert.equal(await page.getByRole("navigation").count(), 0);
    await page.getByRole("link", { name: "Back to search" }).click();
    await page.waitForURL(/\/explore\?.*embed=true/);
    assert.equal(await page.getByRole("navigation").count(), 0);
  },

  "an embedded page takes the theme of its surroundings, and tells them what is selected": async ({ page, fake }) => {
    const { traceId, rows } = failedCheckout(fake);
    await page.goto(`${fake.origin}/saved`);
    const told = await page.evaluate(
      ([source, wanted]) =>
        new Promise((resolve) => {
          const heard = [];
          addEventListener("message", ({ data }) => {
            heard.push(data);
            if (data.event === "select" && data.spanId === wanted) {
              resolve(heard);
            }
          });
          const frame = document.createElement("iframe");
          frame.src = source;
          document.body.append(frame);
        }),
      [`/trace/${traceId}?embed=1&theme=dark&span=${rows[2].span.spanId}`, rows[2].span.spanId],
    );
    assert.ok(told.some(({ clew, event }) => clew === 1 && event === "ready"));
    const inside = page.frames().find((frame) => frame !== page.mainFrame());
    await eventually(() => inside.evaluate(() => document.documentElement.dataset.theme), "dark");
  },

  "whatever is at hand is an address": async ({ page, fake }) => {
    const { traceId, rows } = failedCheckout(fake);
    const { spanId } = rows[1].span;
    for (const path of [
      `/go/${traceId}:${spanId}`,
      `/go?traceparent=00-${traceId}-${spanId}-01`,
      `/go?q=${encodeURIComponent(`ERROR trace_id=${traceId} span_id=${spanId} failed`)}`,
    ]) {
      await page.goto(fake.origin + path);
      await page.waitForURL(`${fake.origin}/trace/${traceId}?span=${spanId}`);
    }
    await page.goto(`${fake.origin}/go/payment`);
    await page.waitForURL(/\/explore\?q=/);
  },

  "single letters are commands until they are switched off": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/services`);
    await page.getByRole("link", { name: "payment" }).first().waitFor();
    await page.keyboard.press("Control+k");
    await page.locator("input[aria-label='Go to a trace or search']:focus").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.getByRole("checkbox", { name: "Single letters and signs are commands" }).uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.keyboard.press("/");
    assert.equal(new URL(page.url()).pathname, "/services");
    assert.equal(await page.locator("input:focus").count(), 0);
  },

  "an address without a page says so": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/no/such/page`);
    await page.getByRole("heading", { name: "There is no page here" }).waitFor();
  },

  "a phone's width needs no sideways scrolling": async ({ page, fake }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const { traceId } = failedCheckout(fake);
    const pages = [
      "/",
      "/explore",
      "/services",
      "/service/payment",
      "/map",
      "/errors",
      "/live",
      "/funnels",
      "/saved",
      "/status",
    ];
    for (const path of [...pages, "/upload", `/compare?a=${traceId}&b=${traceId}`, `/trace/${traceId}`]) {
      await page.goto(`${fake.origin}${path}`);
      await page.waitForLoadState("networkidle");
      assert.equal(
        await page.evaluate(
          () =>
            document.documentElement.scrollWidth <= innerWidth &&
            document.querySelector("main").scrollWidth <= innerWidth,
        ),
        true,
        path,
      );
    }
  },

  "configured links stand in the head and lead out of values": async ({ page }) => {
    const fake = await startFake({ pageConfig: PAGE_CONFIG });
    try {
      const trace = failedCheckout(fake);
      const { span } = trace.rows.find((row) => row.span.links.length > 0);
      await openTrace(page, fake, trace, `?span=${span.spanId}`);
      const leads = (name) => panel(page).getByRole("link", { name, exact: true }).getAttribute("href");
      assert.equal(
        await leads("card-network"),
        `https://calls.example/card-network?url=https%3A%2F%2Fapi.cards.example%2Fv2%2Fauthorise&trace=${trace.traceId}`,
      );
      assert.equal(await leads("payment-6d9f7c5b8-x2x4k"), "https://pods.example/payment-6d9f7c5b8-x2x4k");
      assert.equal(await leads("412"), "https://sizes.example/412?of=payment");
      assert.equal(await leads("https://api.cards.example/v2/authorise"), "https://api.cards.example/v2/authorise");
      assert.equal(await panel(page).getByRole("link", { name: "2.14.1" }).count(), 0);

      await page.getByRole("button", { name: "Links" }).focus();
      await page.keyboard.press("Enter");
      const menu = page.getByRole("navigation", { name: "Links" });
      assert.deepEqual(await menu.getByRole("link").allInnerTexts(), ["Wiki", "Payment"]);
      assert.equal(await menu.getByRole("link", { name: "Payment" }).getAttribute("href"), "https://runs.example/pay");
      await page.keyboard.press("Escape");
      await menu.waitFor({ state: "hidden" });
      assert.equal(await page.locator("a[href^='javascript']").count(), 0);
    } finally {
      await fake.stop();
    }
  },

  "a canvas has its colours also where motion is reduced": async ({ page, fake }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(`${fake.origin}/trace/${failedCheckout(fake).traceId}`);
    await page.locator("[role=treegrid] [role=row]").first().waitFor();
    await page.waitForTimeout(300);
    const shades = await page.locator("[role=treegrid]").evaluate((grid) => {
      const canvas = grid.parentElement.querySelector("canvas");
      const { data } = canvas.getContext("2d").getImageData(20, 0, 300, 200);
      const dark = data.filter((value, at) => at % 4 === 0 && value < 80);
      return dark.length;
    });
    assert.ok(shades > 100, `names are dark on light, got ${shades} dark pixels`);
  },
};
