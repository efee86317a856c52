/** Runs the browser tests against the built page over fake servers: `npm run test:browser [part of a name]`. */

import { startFake } from "../fake/server.mjs";
import { accessibilityCases } from "./accessibility.mjs";
import { budgetCases } from "./budgets.mjs";
import { startChromium } from "./chromium.mjs";
import { compareCases } from "./compare.mjs";
import { errorCases } from "./errors.mjs";
import { exploreCases } from "./explore.mjs";
import { failureCases } from "./failures.mjs";
import { funnelCases } from "./funnels.mjs";
import { gestureCases } from "./gestures.mjs";
import { hostileCases } from "./hostile.mjs";
import { hugeCases } from "./huge.mjs";
import { pageCases } from "./pages.mjs";
import { sentCases } from "./sent.mjs";
import { shellCases } from "./shell.mjs";
import { traceCases } from "./trace.mjs";

const CASES = {
  ...shellCases,
  ...exploreCases,
  ...traceCases,
  ...gestureCases,
  ...pageCases,
  ...compareCases,
  ...errorCases,
  ...sentCases,
  ...failureCases,
  ...funnelCases,
  ...hostileCases,
  ...accessibilityCases,
  ...hugeCases,
};
const wanted = process.argv[2] ?? "";

const browser = await startChromium();
// Two at a time: a page waits much.
const waiting = wantedOf(CASES);
const outcomes = (await Promise.all([runAll(waiting), runAll(waiting)])).flat();
// What is timed has the machine for itself.
outcomes.push(...(await runAll(wantedOf(budgetCases))));
await browser.close();

const passed = outcomes.filter(Boolean).length;
const failed = outcomes.length - passed;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function wantedOf(cases) {
  return Object.entries(cases).filter(([name]) => name.includes(wanted));
}

/** Takes one case after the other, with a server of its own, which cases change; tells of each whether it passed. */
async function runAll(cases) {
  const fake = await startFake({ hugeSpans: 100_000, withHostile: true });
  const passes = [];
  while (cases.length > 0) {
    passes.push(await hasPassed(...cases.shift(), fake));
  }
  await fake.stop();
  return passes;
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
