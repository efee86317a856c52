/** What one sees is in the address, so that it can be sent on: opened elsewhere, it shows the same. */

import assert from "node:assert/strict";
import { failedCheckout, untilAddress } from "./places.mjs";

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
};
