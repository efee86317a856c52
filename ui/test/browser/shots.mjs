/** Takes the pictures that are looked at before a release: `node test/browser/shots.mjs <folder>`. */

import { mkdirSync } from "node:fs";
import { startFake } from "../fake/server.mjs";
import { startChromium } from "./chromium.mjs";

const folder = process.argv[2] ?? "shots";
mkdirSync(folder, { recursive: true });
const browser = await startChromium();
const full = await startFake({ hugeSpans: 100_000 });
const empty = await startFake({ isEmpty: true });
const failed = full.traces.find((trace) => trace.errorCount > 2);
const retry = failed.rows.find(({ span }) => span.links.length > 0).span.spanId;
const incomplete = full.traces.find((trace) => trace.orphanCount > 0);
const huge = full.traces.at(-1);
const SCENES = [
  ["home-empty", `${empty.origin}/`],
  ["home", `${full.origin}/`],
  ["explore", `${full.origin}/explore`],
  [
    "explore-filtered",
    `${full.origin}/explore?service=payment&errors=1&attr=http.response.status_code%3D502&order=duration`,
  ],
  ["explore-nothing", `${full.origin}/explore?service=payment&attr=http.response.status_code%3D418&min=1ms`],
  ["trace", `${full.origin}/trace/${failed.traceId}`],
  ["trace-span", `${full.origin}/trace/${failed.traceId}?span=${retry}`],
  ["trace-zoom", `${full.origin}/trace/${failed.traceId}?z=60000000-160000000&find=SELECT`],
  ["trace-incomplete", `${full.origin}/trace/${incomplete.traceId}`],
  ["trace-huge", `${full.origin}/trace/${huge.traceId}`],
  ["trace-missing", `${full.origin}/trace/${"ab".repeat(16)}`],
];
for (const colorScheme of ["light", "dark"]) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(error));
  page.on("console", (message) => message.type() === "error" && console.error(message.text()));
  await page.goto(`${full.origin}/trace/${failed.traceId}`);
  await page.getByRole("treegrid").waitFor();
  for (const [name, address] of SCENES.filter(([scene]) => scene.includes(process.argv[3] ?? ""))) {
    await page.goto(address);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
  await context.close();
}
await browser.close();
await full.stop();
await empty.stop();
