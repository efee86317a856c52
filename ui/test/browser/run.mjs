/** Runs the browser tests against the built page over the fake server: `npm run test:browser [part of a name]`. */

import { startFake } from "../fake/server.mjs";
import { accessibilityCases } from "./accessibility.mjs";
import { budgetCases } from "./budgets.mjs";
import { startChromium } from "./chromium.mjs";
import { compareCases } from "./compare.mjs";
import { exploreCases } from "./explore.mjs";
import { gestureCases } from "./gestures.mjs";
import { hostileCases } from "./hostile.mjs";
import { hugeCases } from "./huge.mjs";
import { pageCases } from "./pages.mjs";
import { shellCases } from "./shell.mjs";
import { traceCases } from "./trace.mjs";

const CASES = {
  ...shellCases,
  ...exploreCases,
  ...traceCases,
  ...gestureCases,
  ...pageCases,
  ...compareCases,
  ...hostileCases,
  ...accessibilityCases,
  ...hugeCases,
  ...budgetCases,
};
const wanted = process.argv[2] ?? "";

const browser = await startChromium();
const fake = await startFake({ hugeSpans: 100_000, withHostile: true });
let passed = 0;
let failed = 0;

for (const [name, run] of Object.entries(CASES).filter(([title]) => title.includes(wanted))) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  // A refused script or style shows up here and nowhere else.
  page.on(
    "console",
    (message) =>
      message.type() === "error" &&
      !message.text().startsWith("Failed to load resource") &&
      errors.push(message.text()),
  );
  try {
    await run({ page, fake, context });
    if (errors.length > 0) {
      throw new Error(`the page reported: ${errors.join("; ")}`);
    }
    passed++;
    console.log(`ok    ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL  ${name}\n${error.stack}`);
  } finally {
    await context.close();
  }
}

await browser.close();
await fake.stop();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
