import assert from "node:assert/strict";
import { eventually, failedCheckout, focusedRow, openTrace, tree, untilAddress } from "./places.mjs";

/** What hands do with a trace beside scrolling and zooming. */
export const gestureCases = {
  "keys go by level, up and down, and leave only one subtree open": async ({ page, fake }) => {
    const trace = failedCheckout(fake);
    await openTrace(page, fake, trace);
    await focusedRow(page).waitFor();
    const whole = Number(await tree(page).getAttribute("aria-rowcount"));
    await page.keyboard.press("P");
    await eventually(() => focusedRow(page).getAttribute("aria-level"), "2");
    await page.keyboard.press("p");
    await eventually(() => focusedRow(page).getAttribute("aria-level"), "1");
    for (let level = 0; level < 10; level++) {
      await page.keyboard.press("o");
    }
    const children = trace.rows.filter(({ depth }) => depth === 1).length;
    await eventually(() => tree(page).getAttribute("aria-rowcount"), String(1 + children));
    await page.keyboard.press("i");
    const grandchildren = trace.rows.filter(({ depth }) => depth <= 2).length;
    await eventually(() => tree(page).getAttribute("aria-rowcount"), String(grandchildren));
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press(".");
    await untilAddress(page, (url) => /z=\d+-\d+/.test(url.search));
    assert.ok(Number(await tree(page).getAttribute("aria-rowcount")) < whole);
    await page.keyboard.press("0");
    await untilAddress(page, (url) => !url.search.includes("z="));
    await page.keyboard.press("Shift+ArrowUp");
    await untilAddress(page, (url) => /z=\d+-\d+/.test(url.search));
    await page.keyboard.press("0");
    await page.keyboard.press("?");
    await page.getByRole("checkbox", { name: /^Jaeger keys/ }).check();
    await page.getByText("Zoom in, out").nth(1).waitFor();
    await page.keyboard.press("Escape");
    await untilAddress(page, (url) => !url.search.includes("z="));
    const before = await focusedRow(page).getAttribute("aria-rowindex");
    await page.keyboard.press("ArrowUp");
    await untilAddress(page, (url) => /z=\d+-\d+/.test(url.search));
    assert.equal(await focusedRow(page).getAttribute("aria-rowindex"), before);
    await page.keyboard.press("Control+b");
    await page.locator("input[aria-label='Find in this trace']:focus").waitFor();
  },

  "the other button offers what can be done with a span": async ({ page, fake }) => {
    const trace = failedCheckout(fake);
    await openTrace(page, fake, trace);
    const box = await tree(page).boundingBox();
    await page.mouse.click(box.x + box.width - 200, box.y + 12, { button: "right" });
    const menu = page.getByRole("group", { name: /^With / });
    await menu.getByRole("link", { name: "All spans like it" }).waitFor();
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });
    await page.mouse.click(box.x + box.width - 200, box.y + 24 + 12, { button: "right" });
    await menu.getByRole("button", { name: "Frame it" }).click();
    await untilAddress(page, (url) => /z=\d+-\d+/.test(url.search));
  },

  "a drag with alt measures, and moves nothing": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    const box = await tree(page).boundingBox();
    const y = box.y + 24 * 8;
    const shot = () => page.locator("canvas").nth(2).screenshot();
    await page.mouse.move(box.x + box.width - 400, y);
    const before = await shot();
    await page.keyboard.down("Alt");
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 200, y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up("Alt");
    await page.mouse.move(box.x + box.width - 400, y);
    assert.notDeepEqual(await shot(), before);
    assert.equal(new URL(page.url()).search, "");
    await page.keyboard.press("Escape");
    await page.mouse.move(box.x + box.width - 400, y);
    await eventually(async () => (await shot()).equals(before), true);
  },
};
