import assert from "node:assert/strict";
import { openTrace, panel } from "./places.mjs";

const BAD = "<img src=x onerror=window.__x=1>";
const isClean = (page) =>
  page.evaluate(() => !("__x" in window) && document.querySelector("img, main svg[onload]") === null);

export const hostileCases = {
  "hostile text stays text in the results": async ({ page, fake }) => {
    await page.goto(`${fake.origin}/explore`);
    await page.getByRole("link", { name: `${BAD} ${BAD}` }).waitFor();
    assert.equal(await isClean(page), true);
  },

  "hostile text stays text all over a trace": async ({ page, fake }) => {
    const trace = fake.traces[0];
    await openTrace(page, fake, trace, `?span=${trace.rows[0].span.spanId}`);
    await panel(page).getByRole("heading", { name: BAD }).waitFor();
    await panel(page).getByRole("cell", { name: BAD }).first().waitFor();
    const closed = panel(page).locator("details:not([open]) > summary");
    while ((await closed.count()) > 0) {
      await closed.first().click();
    }
    assert.ok((await panel(page).getByText(BAD).count()) >= 5);
    assert.equal(await panel(page).locator("a[href^='javascript']").count(), 0);
    assert.equal(await isClean(page), true);
  },

  "hostile text in the address stays text": async ({ page, fake }) => {
    const bad = encodeURIComponent(BAD);
    await page.goto(`${fake.origin}/explore?service=${bad}&name=${bad}&attr=${encodeURIComponent(`k=${BAD}`)}`);
    await page.getByText("No trace matches").waitFor();
    await page.goto(`${fake.origin}/trace/${bad}`);
    await page.getByText(BAD).waitFor();
    assert.equal(await isClean(page), true);
  },

  "hostile text stays text on every page": async ({ page, fake }) => {
    const { traceId } = fake.traces[0];
    for (const path of [
      "/services",
      `/service/${encodeURIComponent(BAD)}`,
      "/map",
      "/map?view=matrix",
      "/map?view=list",
      "/errors",
      `/compare?a=${traceId}&b=${traceId}`,
      "/explore?view=spans&cols=span.list",
      "/explore?view=structure",
      "/explore?view=compare",
      "/explore?view=breakdown&by=name",
      `/trace/${traceId}?view=stats`,
      `/trace/${traceId}?view=spans`,
      `/trace/${traceId}?view=graph`,
      `/trace/${traceId}?view=logs`,
      `/compare?a=${encodeURIComponent("{ }")}&b=${encodeURIComponent("{ status = error }")}`,
      `/map?view=list&q=${encodeURIComponent("{ status = error }")}`,
      `/errors?q=${encodeURIComponent(BAD)}`,
      `/funnels?steps=%7B%7D&steps=${encodeURIComponent(`{ name = "${BAD}" }`)}`,
    ]) {
      await page.goto(fake.origin + path);
      await page.getByRole("main").getByText(BAD).first().waitFor();
      assert.equal(await isClean(page), true, path);
    }
  },

  "hostile text stays text among the recent traces": async ({ page, fake }) => {
    await openTrace(page, fake, fake.traces[0]);
    await page.goto(fake.origin);
    await page.getByRole("link", { name: new RegExp("img src=x") }).waitFor();
    assert.equal(await isClean(page), true);
  },
};
