import assert from "node:assert/strict";
import {
  eventually,
  failedCheckout,
  focusedRow,
  openTrace,
  panel,
  skewedTrace,
  tree,
  untilAddress,
} from "./places.mjs";

const retrySpan = (fake) => failedCheckout(fake).rows.find(({ span }) => span.links.length > 0).span;

/** Six like queries are one row at first. */
const FOLDED = 5;

export const traceCases = {
  "a deep link opens the span, in sight and in focus": async ({ page, fake }) => {
    await page.setViewportSize({ width: 1440, height: 480 });
    const span = retrySpan(fake);
    await openTrace(page, fake, failedCheckout(fake), `?span=${span.spanId}`);
    await panel(page).getByRole("heading", { name: "POST card-network /authorise" }).waitFor();
    await focusedRow(page).waitFor();
    assert.equal(await focusedRow(page).getAttribute("aria-selected"), "true");
    const row = await focusedRow(page).boundingBox();
    const box = await tree(page).boundingBox();
    assert.ok(row.y >= box.y && row.y + row.height <= box.y + box.height, "the row must be in sight");
  },

  "the panel shows attributes, exception and link of a span": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake), `?span=${retrySpan(fake).spanId}`);
    const shown = panel(page);
    await shown.getByText("com.acme.payment.CardDeclinedException", { exact: true }).waitFor();
    assert.equal(await shown.getByText("CardGateway.java:118").isVisible(), false);
    await shown.getByText(/Stack trace, 12 lines/).click();
    await shown.getByText("CardGateway.java:118").waitFor();
    await shown.getByRole("textbox", { name: "Filter attributes" }).fill("pod");
    await shown.getByText("1 of 8", { exact: true }).waitFor();
    const link = shown.getByRole("link", { name: /00f067aa0ba902b7/ });
    assert.match(await link.getAttribute("href"), /^\/trace\/4bf92f3577b34da6a3ce929d0e0e4736\?span=00f067aa0ba902b7$/);
    assert.equal(await shown.getByRole("link", { name: "https://api.cards.example/v2/authorise" }).count(), 0);
    await shown.getByRole("textbox", { name: "Filter attributes" }).fill("");
    assert.equal(await shown.getByRole("link", { name: "https://api.cards.example/v2/authorise" }).count(), 1);
  },

  "a span is read raw, and an attribute leads to what has another value": async ({ page, fake }) => {
    const trace = failedCheckout(fake);
    const { spanId, attributes } = trace.rows.find(({ span }) => span.attributes["http.route"]).span;
    await openTrace(page, fake, trace, `?span=${spanId}`);
    await panel(page).getByText("Raw").click();
    const raw = JSON.parse(await panel(page).locator("details pre").last().textContent());
    assert.equal(raw.spanId, spanId);
    await panel(page).getByRole("link", { name: "Spans with another http.route" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(
      (url) => url.searchParams.get("q") === `{ span.http.route != "${attributes["http.route"]}" }`,
    );
  },

  "findings stand whole in one line, those without room behind a button": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    const bar = page.getByRole("region", { name: "Findings" });
    await bar.getByRole("button", { name: /^Root cause/ }).waitFor();
    const cut = () =>
      bar
        .locator("button:not([inert]) > span")
        .evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length);
    assert.equal(await cut(), 0);
    assert.equal(await bar.getByRole("button", { name: /more$/ }).count(), 0);
    await page.setViewportSize({ width: 900, height: 900 });
    await bar.getByRole("button", { name: "1 more" }).click();
    await bar.getByRole("button", { name: /^N\+1/ }).click();
    assert.equal(await cut(), 0);
    await bar.getByRole("button", { name: "fewer" }).click();
    await bar.getByRole("button", { name: "1 more" }).waitFor();
  },

  "a click on a row selects it, a click on its expander collapses it": async ({ page, fake }) => {
    const trace = failedCheckout(fake);
    await openTrace(page, fake, trace);
    const box = await tree(page).boundingBox();
    await page.mouse.click(box.x + 16, box.y + 12);
    await eventually(() => tree(page).getAttribute("aria-rowcount"), "1");
    await page.mouse.click(box.x + 16, box.y + 12);
    await eventually(() => tree(page).getAttribute("aria-rowcount"), String(trace.rows.length - FOLDED));
    await page.mouse.click(box.x + 200, box.y + 24 + 12);
    await panel(page).getByRole("heading", { name: "verify session" }).waitFor();
    await untilAddress(page, (url) => url.searchParams.get("span") === trace.rows[1].span.spanId);
  },

  "rows tell assistive technology their place": async ({ page, fake }) => {
    const trace = failedCheckout(fake);
    await openTrace(page, fake, trace);
    const row = tree(page).getByRole("row").nth(2);
    assert.equal(await row.getAttribute("aria-level"), "2");
    assert.equal(await row.getAttribute("aria-posinset"), "2");
    assert.equal(await row.getAttribute("aria-setsize"), "2");
    assert.equal(await row.getAttribute("aria-expanded"), "true");
    assert.match(await row.innerText(), /POST \/orders[^]*client, starts at 5\.00 ms, error/);
    assert.equal(await tree(page).locator("[tabindex='0']").count(), 1);
  },

  "keys zoom and pan, and the address keeps the window": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    await page.keyboard.press("+");
    await page.keyboard.press("+");
    await page.waitForURL(/z=\d+-\d+/);
    const zoomed = new URL(page.url()).searchParams.get("z");
    await page.keyboard.press("d");
    await untilAddress(page, (url) => url.searchParams.get("z") !== zoomed);
    await page.keyboard.press("0");
    await untilAddress(page, (url) => !url.searchParams.has("z"));
    await page.keyboard.press("E");
    await page.keyboard.press("f");
    await page.waitForURL(/z=\d+-\d+/);
  },

  "the wheel zooms with ctrl and pans with shift": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    const box = await tree(page).boundingBox();
    await page.mouse.move(box.x + 900, box.y + 100);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -300);
    await page.keyboard.up("Control");
    await page.waitForURL(/z=\d+-\d+/);
    const zoomed = new URL(page.url()).searchParams.get("z");
    await page.keyboard.down("Shift");
    await page.mouse.wheel(0, 200);
    await page.keyboard.up("Shift");
    await untilAddress(page, (url) => url.searchParams.get("z") !== zoomed);
  },

  "a drag on the minimap or the ruler zooms": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    const drag = async (x, y, by) => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + by, y, { steps: 4 });
      await page.mouse.up();
    };
    const minimap = await page.getByRole("img", { name: /^Overview of the trace/ }).boundingBox();
    await drag(minimap.x + 200, minimap.y + 30, 300);
    const { durationNanos } = failedCheckout(fake);
    const isNear = (nanos, x) => Math.abs(nanos / durationNanos - x / minimap.width) < 0.01;
    // The address follows the drag.
    await untilAddress(page, (url) => {
      const [from, to] = (url.searchParams.get("z") ?? "").split("-").map(Number);
      return isNear(from, 200) && isNear(to, 500);
    });
    await page.getByRole("button", { name: "Whole trace" }).click();
    await untilAddress(page, (url) => !url.searchParams.has("z"));
    const lanes = await tree(page).boundingBox();
    await drag(lanes.x + 700, lanes.y - 14, 200);
    await page.waitForURL(/z=\d+-\d+/);
  },

  "find counts its matches and goes through them": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    const box = page.getByRole("textbox", { name: "Find in this trace" });
    await box.fill("select");
    await page.getByText("1/7", { exact: true }).waitFor();
    await box.press("Enter");
    await page.getByText("2/7", { exact: true }).waitFor();
    await page.waitForURL(/find=select/);
    await box.press("Escape");
    await untilAddress(page, (url) => !url.searchParams.has("find"));
  },

  "the name column can be widened by mouse and keyboard": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    const handle = page.getByRole("separator", { name: "Width of the name column" });
    const before = Number(await handle.getAttribute("aria-valuenow"));
    await handle.focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(Number(await handle.getAttribute("aria-valuenow")), before + 16);
    const { x, y } = await handle.boundingBox();
    await page.mouse.move(x + 4, y + 10);
    await page.mouse.down();
    await page.mouse.move(x + 104, y + 10);
    await page.mouse.up();
    assert.equal(Number(await handle.getAttribute("aria-valuenow")), before + 116);
  },

  "back and forward walk through what was shown": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?service=payment&errors=true`);
    await page
      .getByRole("link", { name: /POST \/checkout/ })
      .first()
      .click();
    await tree(page).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(/span=/);
    await page.getByRole("link", { name: "Back to search" }).click();
    await page.waitForURL(/\/explore\?/);
  },

  "an incomplete trace says so": async ({ page, fake }) => {
    await openTrace(
      page,
      fake,
      fake.traces.find((trace) => trace.orphanCount > 0),
    );
    await page.getByText("Incomplete: 1 span lacks its parent").waitFor();
  },

  "an unknown trace and a wrong id are told apart": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/trace/${"ab".repeat(16)}`);
    await page.getByRole("heading", { name: "No such trace here" }).waitFor();
    await page.goto(`${fake.origin}/trace/nonsense`);
    await page.getByRole("heading", { name: "This is no trace id" }).waitFor();
  },

  "an id of 16 digits that no trace has may be a span's": async ({ page, fake }) => {
    const { traceId, rows } = failedCheckout(fake);
    const { span } = rows.at(-1);
    await page.goto(fake.origin);
    await page.getByLabel("Go to a trace or search").first().fill(span.spanId);
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Search for a span of this id" }).click();
    await page.getByRole("table").getByRole("link", { name: span.name }).click();
    await page.waitForURL(`${fake.origin}/trace/${traceId}?span=${span.spanId}`);
  },

  "the graph shows who calls whom, and a node selects its longest span, by keyboard": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    await page.getByRole("button", { name: "Graph", exact: true }).click();
    const node = page.getByRole("button", { name: /^SELECT stock inventory/ });
    await node.focus();
    await page.keyboard.press("Enter");
    await panel(page).getByRole("heading", { name: "SELECT stock" }).waitFor();
    await page.getByLabel("Nodes are").selectOption("services");
    await page.getByRole("button", { name: /^payment/ }).waitFor();
    await page.waitForURL(/by=services/);
    await page.reload();
    await page.getByRole("group", { name: /services and/ }).waitFor();
  },

  "log records come in time, lead to their span and stand beside it": async ({ page, fake }) => {
    const trace = failedCheckout(fake);
    await openTrace(page, fake, trace);
    await page.getByRole("button", { name: "Logs", exact: true }).click();
    await page.getByText(`${trace.rows.length} of ${trace.rows.length} records`).waitFor();
    const list = page.getByRole("list", { name: "Log records" });
    const moments = await list
      .locator("time")
      .evaluateAll((times) => times.map((time) => time.getAttribute("datetime")));
    assert.deepEqual(moments, moments.toSorted());
    await page.getByLabel("from").selectOption("error");
    await page.getByText(`${trace.errorCount} of ${trace.rows.length} records`).waitFor();
    await list
      .getByRole("button", { name: /payment POST card-network/ })
      .first()
      .focus();
    await page.keyboard.press("Enter");
    await panel(page)
      .getByRole("heading", { name: /card-network/ })
      .waitFor();
    await panel(page)
      .getByRole("region", { name: "Logs" })
      .getByText(/failed:/)
      .waitFor();
    await page.goto(`${fake.origin}/trace/${fake.traces.at(-1).traceId}?view=logs`);
    await page.getByText("No log record names this trace").waitFor();
  },

  "a clock that is off is told, the bar stays where it was said to be": async ({ page, fake }) => {
    const trace = skewedTrace(fake);
    const { span } = trace.rows.find(({ span: candidate }) => candidate.service === "identity");
    await openTrace(page, fake, trace, `?span=${span.spanId}`);
    await panel(page)
      .getByText(/^The clock of identity-01 seems to be 38.0 ms ahead of that of gateway-07/)
      .waitFor();
    await panel(page)
      .getByText(`+${(span.start / 1e6).toFixed(1)} ms`)
      .waitFor();
  },
};
