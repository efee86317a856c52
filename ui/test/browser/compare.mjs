import assert from "node:assert/strict";
import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { otlp } from "../fake/store.mjs";
import { askedOf, failedCheckout, openTrace, panel, tree } from "./places.mjs";

const QUERIES = `a=${encodeURIComponent('{ name = "POST /login" }')}&b=${encodeURIComponent('{ name = "POST /checkout" }')}`;

export const compareCases = {
  "two queries are one tree with what differs, by keyboard alone": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/compare`);
    await page.getByRole("textbox", { name: "Trace or query A" }).focus();
    await page.keyboard.insertText('{ name = "POST /login" }');
    await page.keyboard.press("Tab");
    await page.keyboard.insertText('{ name = "POST /checkout" }');
    await page.keyboard.press("Enter");
    await page
      .getByRole("rowheader", { name: /checkout POST \/orders ?only in B/ })
      .first()
      .waitFor();
    await page
      .getByRole("region", { name: "The sides" })
      .getByText(/traces, .* spans · mean/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "by difference" }).focus();
    await page.keyboard.press("Enter");
    const [first] = await page.locator("tbody tr td:nth-child(5)").allInnerTexts();
    assert.match(first, /^[+−]/);
    await page.getByLabel("Time of A").selectOption("24h");
    await page.getByText("No trace of A in that time").waitFor();
  },

  "a query against itself at another time is written once; a trace and a query are told apart": async ({
    page,
    fake,
  }) => {
    await page.goto(`${fake.origin}/compare`);
    await page.getByRole("textbox", { name: "Trace or query A" }).fill("{ }");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("b") === "{ }");
    await page.goto(`${fake.origin}/compare?a=${"ab".repeat(16)}&b=%7B%7D`);
    await page.getByText("A trace and a query cannot be compared").waitFor();
  },

  "a long answer tells how far it is, and can be called off": async ({ page, fake }) => {
    const gone = fake.makeSlow();
    try {
      for (const path of [`/compare?${QUERIES}`, "/explore?view=structure", "/explore?view=compare", "/errors"]) {
        await page.goto(fake.origin + path);
        await page.getByText("Looked at 12 of 40 blocks").waitFor();
      }
      await page.goto(`${fake.origin}/explore`);
      const results = page.getByText("Looked at 12 of 40 blocks");
      await results.waitFor();
      await results.locator("..").getByRole("button", { name: "Cancel" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Called off" }).waitFor();
      await gone;
    } finally {
      fake.makeQuick();
    }
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.locator("tbody tr").first().waitFor();
  },

  "the map is that of the traces that a query finds": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/map?view=list`);
    await page.getByRole("link", { name: "checkout → payment" }).waitFor();
    await page.getByRole("combobox", { name: "Add a condition" }).fill('name = "POST /login"');
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=/);
    await page.getByText("of the newest traces that it finds").waitFor();
    await page.getByRole("link", { name: "gateway → identity" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "checkout → payment" }).count(), 0);
  },

  "find looks through attributes as well": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    await page.getByRole("textbox", { name: "Find in this trace" }).fill("203.0.113");
    await page.getByText("1/1", { exact: true }).waitFor();
    await page.getByRole("textbox", { name: "Find in this trace" }).fill("nowhere at all");
    await page.getByText("none", { exact: true }).waitFor();
  },

  "a file's trace is judged when the reader wants it sent, not before": async ({ page, fake }) => {
    const folder = mkdtempSync(join(tmpdir(), "clew-ui-"));
    try {
      const file = join(folder, "trace.json");
      writeFileSync(file, JSON.stringify(otlp({ ...failedCheckout(fake), traceId: "ab".repeat(16) })));
      const asked = askedOf(page);
      await page.goto(`${fake.origin}/upload`);
      await page.getByLabel("File with traces").setInputFiles(file);
      await page.getByRole("link", { name: /gateway POST \/checkout/ }).click();
      await tree(page).waitFor();
      await page.getByText("sends this trace to the server, which keeps nothing of it").waitFor();
      assert.deepEqual(asked, []);
      await page.getByRole("button", { name: "Find what stands out" }).focus();
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /^Root cause/ }).click();
      await panel(page).getByText("Identity").waitFor();
      assert.equal(asked.length, 1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
