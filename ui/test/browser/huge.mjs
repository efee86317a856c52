import assert from "node:assert/strict";
import { eventually, openTrace, tree } from "./places.mjs";

const hugeTrace = (fake) => fake.traces.at(-1);

export const hugeCases = {
  "100,000 spans: the ends, the errors and the search are right": async ({ page, fake }) => {
    const trace = hugeTrace(fake);
    await openTrace(page, fake, trace);
    assert.equal(await tree(page).getAttribute("aria-rowcount"), "100000");
    await page.locator("[role=row]:focus").waitFor();
    await page.keyboard.press("End");
    await eventually(() => page.locator("[role=row]:focus").getAttribute("aria-rowindex"), "100000");
    await page.keyboard.press("e");
    const first = trace.rows.findIndex(({ span }) => span.status === 2);
    await eventually(() => page.locator("[role=row]:focus").getAttribute("aria-rowindex"), String(first + 1));
    await page.getByRole("textbox", { name: "Find in this trace" }).fill("operation 309");
    const expected = trace.rows.filter(({ span }) => span.name === "operation 309").length;
    await page.getByText(new RegExp(`^\\d+/${expected}$`)).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Collapse all" }).click();
    await eventually(
      () => tree(page).getAttribute("aria-rowcount"),
      String(1 + trace.rows.filter(({ depth }) => depth === 1).length),
    );
  },
};
