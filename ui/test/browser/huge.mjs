import assert from "node:assert/strict";
import { eventually, openTrace, tree } from "./places.mjs";

const hugeTrace = (fake) => fake.traces.at(-1);
const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** From the start of navigation until two frames after the first complete picture. */
async function loadMillis(page, fake) {
  await page.goto(`${fake.origin}/trace/${hugeTrace(fake).traceId}`, { waitUntil: "commit" });
  return page.evaluate(async () => {
    let framesLeft = 2;
    while (framesLeft > 0) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      framesLeft -= document.querySelector("[role=treegrid] [role=row]") ? 1 : 0;
    }
    return performance.now();
  });
}

/** Frame times while something is done every frame for a while. */
async function frameMillis(page, kind) {
  return page.evaluate(async (what) => {
    const box = document.querySelector("[role=treegrid]");
    const times = [];
    let last = performance.now();
    const end = last + 3000;
    while (last < end) {
      if (what === "zoom") {
        box.dispatchEvent(
          new WheelEvent("wheel", {
            deltaY: times.length % 60 < 30 ? -40 : 40,
            ctrlKey: true,
            clientX: 900,
            clientY: 400,
            bubbles: true,
            cancelable: true,
          }),
        );
      } else {
        box.scrollTop += Number(what);
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      times.push(now - last);
      last = now;
    }
    return times;
  }, kind);
}

function report(name, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);
  console.log(
    `      ${name}: ${(1000 / (times.reduce((sum, time) => sum + time, 0) / times.length)).toFixed(1)} frames/s, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`,
  );
}

export const hugeCases = {
  "100,000 spans load, scroll and zoom (figures only, no gate)": async ({ page, fake }) => {
    const loads = [];
    for (let run = 0; run < 5; run++) {
      loads.push(await loadMillis(page, fake));
    }
    console.log(
      `      load to second frame: median ${middle(loads).toFixed(0)} ms of ${loads.map((load) => load.toFixed(0)).join(", ")}`,
    );
    report("scroll 66 px a frame", await frameMillis(page, 66));
    report("scroll 2000 px a frame", await frameMillis(page, 2000));
    report("zoom", await frameMillis(page, "zoom"));
    const client = await page.context().newCDPSession(page);
    const { metrics } = await client.send("Performance.enable").then(() => client.send("Performance.getMetrics"));
    console.log(`      heap: ${(metrics.find(({ name }) => name === "JSHeapUsedSize").value / 1e6).toFixed(1)} MB`);
  },

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
