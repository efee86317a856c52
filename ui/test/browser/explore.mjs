import assert from "node:assert/strict";
import { eventually, tree } from "./places.mjs";

const rows = (page) => page.locator("tbody tr");
const condition = (page) => page.getByRole("combobox", { name: "Add a condition" });
const lastPage = (fake) => fake.searches.findLast(({ spansPerSet }) => spansPerSet !== undefined);
const untilQuery = (page, query) => page.waitForURL((url) => url.searchParams.get("q") === query);

export const exploreCases = {
  "search, open, walk, collapse, select: the whole way by keyboard": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?service=payment`);
    await condition(page).pressSequentially("status = err");
    await page.getByRole("option", { name: /^error/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await untilQuery(page, '{ resource.service.name = "payment" && status = error }');
    await page
      .getByRole("link", { name: /POST \/checkout/ })
      .first()
      .waitFor();
    await page.getByRole("heading", { name: "Explore traces" }).evaluate(() => document.activeElement.blur());
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await tree(page).waitFor();

    await page.locator("[role=row]:focus").waitFor();
    const before = await tree(page).getAttribute("aria-rowcount");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowLeft");
    assert.notEqual(await tree(page).getAttribute("aria-rowcount"), before);
    await eventually(() => page.locator("[role=row]:focus").getAttribute("aria-expanded"), "false");
    await page.keyboard.press("ArrowRight");
    assert.equal(await tree(page).getAttribute("aria-rowcount"), before);
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "Span" }).getByText("http.request.method").first().waitFor();
    await page.waitForURL(/span=[0-9a-f]{16}/);
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.searchParams.has("span"));
  },

  "chips become a query, and every choice is in the address": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    await condition(page).fill("resource.service.name = ");
    await page.getByRole("option", { name: /^payment/ }).click();
    await condition(page).fill("span.http.response.status_code=502");
    await condition(page).press("Enter");
    await condition(page).fill("duration > 100ms");
    await condition(page).press("Enter");
    await page.getByRole("button", { name: "6h" }).click();
    await page.getByLabel("Order").selectOption("duration");
    await page.getByLabel("Traces a page").selectOption("20");
    await page.waitForURL(/limit=20/);
    await rows(page).first().waitFor();

    const filter = '{ resource.service.name = "payment" && span.http.response.status_code = 502 && duration > 100ms }';
    await untilQuery(page, filter);
    const { startUnixNano, endUnixNano, ...sent } = lastPage(fake);
    assert.deepEqual(sent, { query: `${filter} order by duration`, limit: 20, spansPerSet: 3 });
    assert.equal(BigInt(endUnixNano) - BigInt(startUnixNano), 21_600_000_000_000n);
    await page.reload();
    await page.getByRole("button", { name: "Remove duration > 100ms" }).click();
    await untilQuery(page, filter.replace(" && duration > 100ms", ""));
  },

  "the same query is written as text, with completion, and shown as chips again": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    await page.getByRole("button", { name: "TraceQL", exact: true }).click();
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("{ resource.service.na");
    await page.locator(".cm-tooltip-autocomplete").getByText("resource.service.name", { exact: true }).waitFor();
    // A list that opened just now takes no key yet.
    await page.waitForTimeout(120);
    await page.keyboard.press("Enter");
    await page.keyboard.type(' = "fraud');
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    // Brackets and quotes were closed as they were opened.
    await untilQuery(page, '{ resource.service.name = "fraud"}');
    await page.getByRole("button", { name: "Chips" }).click();
    await page.getByRole("button", { name: 'Remove resource.service.name = "fraud"' }).waitFor();
  },

  "what the server refuses is underlined where it says": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?q=${encodeURIComponent("{ .a = }")}`);
    await page.getByRole("alert").getByText("line 1, column 8: unexpected }, needs a value").waitFor();
    await eventually(() => page.locator(".cm-lintRange-error").innerText(), "}");
  },

  "rate, errors, p95 and durations are drawn, and a drag zooms the time": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    const chart = page.getByRole("img", { name: /^Rate over time: .+\/s/ });
    await chart.waitFor();
    await page.getByRole("img", { name: /^Errors over time: .+ · .+ %/ }).waitFor();
    await page.getByRole("img", { name: /^p95 over time/ }).waitFor();
    await page.getByRole("button", { name: "Rate as a table" }).click();
    await page.getByRole("region", { name: "Values of Rate" }).getByRole("columnheader", { name: "rate" }).waitFor();
    await page.getByRole("button", { name: "Rate as a table" }).click();
    const box = await chart.boundingBox();
    await page.mouse.move(box.x + 40, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=\d+&to=\d+/);
    await page.getByRole("button", { name: "Custom", pressed: true }).waitFor();
  },

  "a box on the durations is compared with the rest, and a value narrows the query": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    const heat = page.getByRole("img", { name: /^Durations over time: from/ });
    const box = await heat.boundingBox();
    await page.mouse.move(box.x + 2, box.y + 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + 24, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/sel=\d+-\d+-\d+-\d+/);
    const comparison = page.getByRole("region", { name: "Comparison" });
    await comparison.getByText("spans in the box").waitFor();
    await comparison
      .getByRole("button", { name: /^Only / })
      .first()
      .click();
    await page.waitForURL(/q=/);
    await page.getByRole("button", { name: "Drop the box" }).click();
    await page.waitForURL((url) => !url.searchParams.has("sel"));
  },

  "rows are there before their page is, and stay when the rest is called off": async ({ page, fake }) => {
    const gone = fake.makeSlow({ hasPart: true });
    try {
      await page.goto(`${fake.origin}/explore`);
      await rows(page).nth(9).waitFor();
      await page.getByText("Looked at 12 of 40 blocks").waitFor();
      await page.getByRole("region", { name: "Query" }).getByRole("button", { name: "Cancel" }).click();
      await gone;
      await page.getByRole("heading", { name: "The rest was called off" }).waitFor();
      assert.equal(await rows(page).count(), 10);
    } finally {
      fake.makeQuick();
    }
    await page.getByRole("button", { name: "Ask for the rest" }).click();
    await page.getByText("50 traces").waitFor();
  },

  "spans, breakdown and structure show the same query": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?q=${encodeURIComponent('{ resource.service.name = "payment" }')}`);
    await page.getByRole("button", { name: "Spans", exact: true }).click();
    await page.getByRole("columnheader", { name: "service.name" }).waitFor();
    await page.getByRole("button", { name: "Breakdown" }).click();
    const by = page.getByRole("combobox", { name: "Attribute to break down by" });
    await by.fill("name");
    await by.press("Enter");
    await page.waitForURL(/by=name/);
    await page.getByRole("button", { name: "p95", exact: true }).click();
    await page.getByRole("button", { name: /^SELECT card.*ms/ }).click();
    await untilQuery(page, '{ resource.service.name = "payment" && name = "SELECT card" }');
    await page.getByRole("button", { name: "Structure" }).click();
    await page.getByRole("rowheader", { name: /gateway POST \/checkout/ }).waitFor();
  },

  "attributes beside the results become conditions": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    const facets = page.getByRole("complementary", { name: "Attributes" });
    await facets.getByRole("button", { name: /^fraud \d/ }).click();
    await untilQuery(page, '{ resource.service.name = "fraud" }');
    await facets.getByRole("textbox", { name: "Find an attribute" }).fill("model.version");
    await facets.getByText("model.version").click();
    await facets.getByRole("button", { name: "Without span.model.version = 2026.11.3" }).click();
    await page.waitForURL(/model\.version\+%21%3D/);
  },

  "a column of choice is asked for and shown": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?service=payment`);
    const add = page.getByRole("combobox", { name: "Add a column" });
    await add.fill("http.response");
    await page.getByRole("option", { name: /http.response.status_code/ }).click();
    await page.waitForURL(/cols=span\.http\.response\.status_code/);
    await page.getByRole("columnheader", { name: "http.response.status_code" }).waitFor();
    await page.getByRole("cell", { name: "200" }).first().waitFor();
  },

  "a query for numbers shows its series": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?q=${encodeURIComponent("{ } | rate() by (resource.service.name)")}`);
    await page.getByRole("rowheader", { name: "payment" }).waitFor();
  },

  "two ticked traces are compared, by keyboard": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    await page.getByRole("row").nth(2).waitFor();
    for (const key of ["j", "x", "j", "x"]) {
      await page.keyboard.press(key);
    }
    await page.getByRole("link", { name: "Compare the two" }).waitFor();
    await page.keyboard.press("c");
    await page.waitForURL(/\/compare\?a=\w{32}&b=\w{32}/);
  },

  "more results come by cursor, in the same window of time": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?limit=20`);
    await eventually(() => rows(page).count(), 20);
    const first = lastPage(fake);
    await page.getByRole("button", { name: "Load more" }).click();
    await eventually(() => rows(page).count(), 40);
    const second = lastPage(fake);
    assert.equal(second.startUnixNano, first.startUnixNano);
    assert.equal(second.endUnixNano, first.endUnixNano);
    assert.equal(second.cursor, "20");
  },

  "the coverage of an answer is told": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    await page.getByText(/scanned [\d,]+ spans in 3 of 3 blocks/).waitFor();
  },

  "an empty answer names the narrowest condition and drops it": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?service=payment&attr=http.response.status_code%3D418`);
    await page.getByText("Narrowed most by .http.response.status_code = 418").waitFor();
    await page.getByRole("button", { name: "Without .http.response.status_code = 418" }).click();
    await rows(page).first().waitFor();
    await untilQuery(page, '{ resource.service.name = "payment" }');
  },

  "a failed search shows the server's own words": async ({ page, fake }) => {
    fake.failNextSearch(400, "startUnixNano must be before endUnixNano, got 9 and 3");
    await page.goto(`${fake.origin}/explore?service=cart`);
    await page.getByText("startUnixNano must be before endUnixNano, got 9 and 3").first().waitFor();
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    const error = { status: 500, message: "the server failed" };
    const headers = { traceresponse: `00-${traceId}-b7ad6b7169203331-00` };
    await page.route("**/api/clew/v1/query", (route) => route.fulfill({ status: 500, headers, json: { error } }));
    await page.goto(`${fake.origin}/explore?service=payment`);
    await page.getByRole("alert").getByText(traceId).waitFor();
    await page.unroute("**/api/clew/v1/query");
    await page.getByRole("button", { name: "Ask again" }).click();
    await rows(page).first().waitFor();
  },

  "a wrong condition is explained": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    await condition(page).fill("status code");
    await condition(page).press("Enter");
    await page.getByRole("alert").getByText("A condition is a field, a sign and a value").waitFor();
  },

  "Jaeger's search address leads here": async ({ page, fake }) => {
    await page.goto(
      `${fake.origin}/search?service=payment&operation=POST%20%2Fcharge&lookback=6h&minDuration=10ms&limit=20&tags=${encodeURIComponent('{"http.response.status_code":"502","error":"true"}')}`,
    );
    await page.waitForURL(/\/explore\?/);
    const search = new URL(page.url()).searchParams;
    assert.deepEqual(Object.fromEntries(search), {
      q: '{ resource.service.name = "payment" && name = "POST /charge" && .http.response.status_code = 502 && status = error && duration >= 10ms }',
      range: "6h",
      limit: "20",
    });
    await rows(page).first().waitFor();
  },
};
