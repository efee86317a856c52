import assert from "node:assert/strict";
import { panel } from "./places.mjs";

export const errorCases = {
  "errors are in groups whose examples open at the span": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/errors`);
    await page.getByText("com.acme.payment.CardDeclinedException").click();
    await page
      .getByRole("group")
      .filter({ hasText: "CardDeclined" })
      .getByRole("link", { name: /ago$/ })
      .first()
      .click();
    await panel(page)
      .getByRole("heading", { name: /card-network/ })
      .waitFor();
  },

  "a group of errors has an address that tells since when and in which versions": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/errors?range=6h`);
    await page.getByText(/^back after 7h/).waitFor();
    await page.getByRole("listitem").filter({ hasText: "new" }).first().getByRole("group").click();
    await page.getByRole("link", { name: "All about it" }).first().click();
    await page.waitForURL(/\/errors\/[0-9a-f]{16}\?range=6h$/);
    await page.reload();
    await page.getByText("new", { exact: true }).waitFor();
    await page.getByRole("img", { name: /^Failures over time/ }).waitFor();
    await page.getByRole("rowheader", { name: "2026.11.4" }).waitFor();
    await page.getByText("Looked back to").waitFor();
    await page.getByRole("list").last().getByRole("link").first().click();
    await panel(page).waitFor();
    await page.goto(`${fake.origin}/errors/0123456789abcdef`);
    await page.getByText("No span failed so in this time").waitFor();
  },

  "groups of errors are there before it is known which are new": async ({ page, fake }) => {
    const whole = await (
      await fetch(`${fake.origin}/api/clew/v1/errors`, { method: "POST", body: JSON.stringify({ steps: 48 }) })
    ).json();
    const groups = whole.groups.map((group) => ({ ...group, new: false, regressed: false }));
    const begun = { ...whole, groups, lookedAtBefore: null };
    await page.route("**/api/clew/v1/errors", (route) =>
      route.fulfill({
        contentType: "application/x-ndjson",
        body: `${JSON.stringify({ part: begun })}\n${JSON.stringify({ error: { status: 504, message: "too late" } })}\n`,
      }),
    );
    await page.goto(`${fake.origin}/errors`);
    await page.getByText("com.acme.payment.CardDeclinedException").waitFor();
    assert.equal(await page.getByText("new", { exact: true }).count(), 0);
    await page.getByRole("alert").getByText("Which of them are new could not be read").waitFor();
  },
};
