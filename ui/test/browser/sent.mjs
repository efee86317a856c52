/** What one sees is in the address, so that it can be sent on: opened elsewhere, it shows the same. */

import assert from "node:assert/strict";
import { eventually, failedCheckout, untilAddress } from "./places.mjs";

const says = (page, ...pairs) =>
  untilAddress(page, (url) => pairs.every(([key, value]) => url.searchParams.get(key) === value));

export const sentCases = {
  "which services, and in which order": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/services`);
    await page.getByLabel("Order").selectOption("name");
    await page.getByRole("textbox", { name: "Filter services" }).pressSequentially("CA");
    await says(page, ["find", "CA"], ["order", "name"]);
    await page.getByRole("button", { name: "6h" }).click();
    await says(page, ["find", "CA"], ["range", "6h"]);
    await page.reload();
    await page.getByRole("rowheader").first().waitFor();
    const names = await page.getByRole("rowheader").allInnerTexts();
    assert.ok(names.length > 1 && names.every((name) => name.includes("ca")), `got ${names}`);
    assert.deepEqual(names, names.toSorted());
    assert.equal(await page.getByRole("textbox", { name: "Filter services" }).inputValue(), "CA");
  },

  "what of a service": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/service/payment`);
    await page.getByRole("textbox", { name: "Filter operations" }).fill("select");
    await says(page, ["op", "select"]);
    await page.reload();
    await page.getByText(/^1 of \d+$/).waitFor();
    await page.getByRole("button", { name: /^Called by/ }).click();
    await says(page, ["tab", "callers"]);
    await page.reload();
    await page.getByRole("link", { name: "checkout", exact: true }).waitFor();
    assert.equal(await page.getByRole("textbox", { name: "Filter operations" }).count(), 0);
    await page.goto(`${fake.origin}/service/payment?tab=nonsense`);
    await page.getByRole("textbox", { name: "Filter operations" }).waitFor();
  },

  "how a trace's spans are put together and ordered": async ({ page, fake }) => {
    const chosen = (label) => page.locator("label", { hasText: new RegExp(`^${label}`, "u") }).locator("select");
    await page.goto(`${fake.origin}/trace/${failedCheckout(fake).traceId}?view=stats`);
    await chosen("By").selectOption("service");
    await page.getByRole("button", { name: "Spans", exact: true }).last().click();
    await says(page, ["by", "service"], ["order", "count"]);
    await page.reload();
    await page.getByRole("columnheader", { name: "Spans ↓" }).waitFor();
    assert.equal(await chosen("By").inputValue(), "service");
    await page.getByRole("button", { name: "Logs" }).click();
    await chosen("from").selectOption("error");
    await says(page, ["view", "logs"], ["level", "error"], ["by", null]);
    await page.reload();
    await page.getByText(/^[1-9]\d* of \d+ records/).waitFor();
    assert.equal(await chosen("from").inputValue(), "error");
  },

  "in which order calls are compared": async ({ page, fake }) => {
    const [a, b] = fake.traces.filter(({ rows }) => rows[0].span.name === "POST /checkout");
    await page.goto(`${fake.origin}/compare?a=${a.traceId}&b=${b.traceId}`);
    await page.getByRole("button", { name: "by difference" }).click();
    await says(page, ["order", "difference"]);
    await page.reload();
    await page.getByRole("button", { name: "by difference", pressed: true }).waitFor();
  },

  "whose clock times are shown by": async ({ context, fake }) => {
    const far = await context.browser().newContext({ timezoneId: "America/New_York" });
    const page = await far.newPage();
    const from = () => page.getByLabel("From", { exact: true }).inputValue();
    await page.goto(`${fake.origin}/services?from=1000000000000&to=1000000060000`);
    assert.equal(await from(), "2001-09-08T21:46:40");
    await page.getByRole("button", { name: "UTC" }).click();
    await says(page, ["tz", "utc"], ["from", "1000000000000"]);
    await eventually(from, "2001-09-09T01:46:40");
    await page.getByLabel("From", { exact: true }).fill("2001-09-09T01:46:30");
    await page.keyboard.press("Enter");
    await says(page, ["from", "999999990000"]);
    // It goes along from page to page, and holds for who is sent the address.
    await page.getByRole("link", { name: "Errors", exact: true }).click();
    await says(page, ["tz", "utc"], ["from", null]);
    await page.getByRole("button", { name: "UTC", pressed: true }).click();
    await says(page, ["tz", null]);
    await page.goto(`${fake.origin}/services?tz=utc&from=1000000000000&to=1000000060000`);
    assert.equal(await from(), "2001-09-09T01:46:40");
    // What was chosen is remembered, and an address says otherwise.
    await page.getByRole("button", { name: "UTC" }).click();
    await page.getByRole("button", { name: "UTC" }).click();
    await page.goto(`${fake.origin}/status`);
    await page.getByRole("button", { name: "UTC", pressed: true }).waitFor();
    await page.goto(`${fake.origin}/status?tz=local`);
    await page.getByRole("button", { name: "UTC", pressed: false }).waitFor();
    await far.close();
  },

  "which time, also tomorrow": async ({ page, context, fake }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${fake.origin}/map?focus=payment&range=6h`);
    await page.getByRole("button", { name: /^Copy an absolute link/ }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    assert.equal(copied.searchParams.get("focus"), "payment");
    assert.equal(copied.searchParams.get("range"), null);
    assert.equal(copied.searchParams.get("to") - copied.searchParams.get("from"), 6 * 3_600_000);
  },

  "all pages, on a screen of 320 px, without sideways scrolling": async ({ page, fake }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${fake.origin}/services`);
    const rail = page.getByRole("navigation", { name: "Pages" });
    await rail.getByRole("link", { name: "Status" }).waitFor();
    assert.equal(await rail.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth), 0);
    for (const name of ["Home", "Explore", "Services", "Map", "Errors", "Live", "Funnels", "Saved", "Status"]) {
      const { x, width } = await rail.getByRole("link", { name, exact: true }).boundingBox();
      assert.ok(x >= 0 && x + width <= 320 && width >= 24, `${name} lies at ${x}, ${width} px wide`);
    }
  },
};
