/** Where things are on the page, in the words of a reader. */

import assert from "node:assert/strict";

export const failedCheckout = (fake) => fake.traces.find((trace) => trace.errorCount > 2 && trace.rows.length < 100);
export const skewedTrace = (fake) => fake.traces.find(({ clockOff }) => clockOff);
export const tree = (page) => page.getByRole("treegrid", { name: "Spans" });
export const panel = (page) => page.getByRole("complementary", { name: "Span" });
export const focusedRow = (page) => page.locator("[role=row]:focus");

export async function openTrace(page, fake, trace, query = "") {
  await page.goto(`${fake.origin}/trace/${trace.traceId}${query}`);
  await tree(page).waitFor();
}

/** What a page asks the server from now on, but for how it is configured. */
export function askedOf(page) {
  const asked = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/api/") && pathname !== "/api/clew/v1/ui-config") {
      asked.push(pathname);
    }
  });
  return asked;
}

/** Waits until a condition on the page's address holds. */
export async function untilAddress(page, holds) {
  await page.waitForURL((url) => holds(url));
}

/** Asks again until the answer is the expected one; says the last answer when it never is. */
export async function eventually(ask, expected, millis = 5000) {
  const end = Date.now() + millis;
  let answer = await ask();
  while (answer !== expected && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    answer = await ask();
  }
  assert.equal(answer, expected);
}
