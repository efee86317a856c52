/** Runs the browser tests against the built page over fake servers: `npm run test:browser [part of a name]`. */

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

/** Side by side, since most of a test is waiting; each has a server of its own, which its cases change. */
const LANES = [
  { ...shellCases, ...exploreCases, ...traceCases, ...gestureCases, ...hugeCases },
  { ...pageCases, ...compareCases, ...hostileCases, ...accessibilityCases },
];
const wanted = process.argv[2] ?? "";

const browser = await startChromium();
const all = (await Promise.all(LANES.map(runAll))).flat();
// What is timed has the machine for itself.
all.push(...(await runAll(budgetCases)));
await browser.close();

const passed = all.filter(Boolean).length;
const failed = all.length - passed;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** One after the other; whether each passed. */
async function runAll(cases) {
  const fake = await startFake({ hugeSpans: 100_000, withHostile: true });
  const outcomes = [];
  for (const [name, run] of Object.entries(cases).filter(([title]) => title.includes(wanted))) {
    outcomes.push(await hasPassed(name, run, fake));
  }
  await fake.stop();
  return outcomes;
}

async function hasPassed(name, run, fake) {
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
    console.log(`ok    ${name}`);
    return true;
  } catch (error) {
    console.log(`FAIL  ${name}\n${error.stack}`);
    return false;
  } finally {
    await context.close();
  }
}
