import assert from "node:assert/strict";
import { eventually, tree } from "./places.mjs";

const rows = (page) => page.locator("tbody tr");

export const exploreCases = {
  "search, open, walk, collapse, select: the whole way by keyboard": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?service=payment`);
    await page.getByRole("checkbox", { name: "Errors only" }).press("Space");
    await page.waitForURL(/errors=true/);
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

  "every condition is in the address and in the request": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    const service = page.getByRole("combobox", { name: "Service" });
    await service.fill("paym");
    await page.getByRole("option", { name: "payment" }).click();
    await page.waitForURL(/service=payment/);
    const attributes = page.getByRole("textbox", { name: "Attributes" });
    await attributes.fill("http.response.status_code=502");
    await attributes.press("Enter");
    await page.waitForURL(/attr=http\.response\.status_code%3D502/);
    await page.getByRole("textbox", { name: "Longer than" }).fill("100ms");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "6h" }).click();
    await page.getByLabel("Order").selectOption("duration");
    await page.getByLabel("Limit").selectOption("20");
    await page.waitForURL(/limit=20/);
    await rows(page).first().waitFor();

    const { startUnixNano, endUnixNano, ...sent } = fake.searches.at(-1);
    assert.deepEqual(sent, {
      service: "payment",
      attributes: [{ key: "http.response.status_code", value: 502 }],
      minDurationNanos: 100e6,
      orderBy: "duration",
      limit: 20,
    });
    assert.equal(BigInt(endUnixNano) - BigInt(startUnixNano), 21_600_000_000_000n);
    await page.reload();
    await eventually(() => service.inputValue(), "payment");
    await page.getByRole("button", { name: "Remove http.response.status_code=502" }).waitFor();
  },

  "more results come by cursor, in the same window of time": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore?limit=20`);
    await eventually(() => rows(page).count(), 20);
    const first = fake.searches.at(-1);
    await page.getByRole("button", { name: "Load more" }).click();
    await eventually(() => rows(page).count(), 40);
    const second = fake.searches.at(-1);
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
    await page.getByText("Narrowed most by http.response.status_code=418").waitFor();
    await page.getByRole("button", { name: "Without http.response.status_code=418" }).click();
    await rows(page).first().waitFor();
    assert.equal(new URL(page.url()).search, "?service=payment");
  },

  "a failed search shows the server's own words": async ({ page, fake }) => {
    fake.failNextSearch(400, "startUnixNano must be before endUnixNano, got 9 and 3");
    await page.goto(`${fake.origin}/explore?service=cart`);
    await page.getByRole("alert").getByText("startUnixNano must be before endUnixNano, got 9 and 3").waitFor();
  },

  "a wrong attribute condition is explained": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    const attributes = page.getByRole("textbox", { name: "Attributes" });
    await attributes.fill("status code");
    await attributes.press("Enter");
    await page.getByRole("alert").getByText("An attribute condition is key=value").waitFor();
  },

  "a drag over the strip narrows the time": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    const strip = page.getByRole("img", { name: /traces by time and duration/ });
    const box = await strip.boundingBox();
    await page.mouse.move(box.x + 300, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 700, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=\d+&to=\d+/);
    await page.getByRole("button", { name: "Custom", pressed: true }).waitFor();
  },

  "Jaeger's search address leads here": async ({ page, fake }) => {
    await page.goto(
      `${fake.origin}/search?service=payment&operation=POST%20%2Fcharge&lookback=6h&minDuration=10ms&limit=20&tags=${encodeURIComponent('{"http.response.status_code":"502","error":"true"}')}`,
    );
    await page.waitForURL(/\/explore\?/);
    const search = new URL(page.url()).searchParams;
    assert.deepEqual(Object.fromEntries(search), {
      service: "payment",
      name: "POST /charge",
      attr: "http.response.status_code=502",
      errors: "true",
      min: "10ms",
      range: "6h",
      limit: "20",
    });
    await rows(page).first().waitFor();
  },
};
