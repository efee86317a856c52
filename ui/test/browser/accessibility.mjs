import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PAGE_CONFIG } from "../fake/pageConfig.mjs";
import { startFake } from "../fake/server.mjs";
import { failedCheckout, panel, skewedTrace } from "./places.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const PHONE = { width: 390, height: 844 };

/** Evaluated, not injected as a tag: the page's content policy allows no foreign script. */
async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }),
    RULES,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

async function checked(page, colorScheme, address, isReady) {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await page.goto(address);
  await isReady();
  await page.waitForLoadState("networkidle");
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize(PHONE);
  assert.deepEqual(await violations(page), [], "on a phone");
}

const FUNNEL = ["POST /checkout", "POST /charge", "SELECT card"]
  .map((name) => `steps=${encodeURIComponent(`{ name = "${name}" }`)}`)
  .join("&");

/** Address, and what is there once the page is. */
const PLAIN = {
  services: ["/services", "rowheader"],
  service: ["/service/payment", "rowheader"],
  "services without any": ["/services?from=1&to=2", "status"],
  map: ["/map", "link"],
  "map as matrix": ["/map?view=matrix", "rowheader"],
  "map as list": ["/map?view=list", "rowheader"],
  "map of a query's traces": ["/map?q=%7B+name+%3D+%22POST+%2Flogin%22+%7D", "link"],
  "comparison of queries": ["/compare?a=%7B+status+%3D+error+%7D&b=%7B+%7D&ago=1h", "heading"],
  errors: ["/errors", "listitem"],
  live: ["/live", "status"],
  funnel: [`/funnels?${FUNNEL}&gap=5s`, "listitem"],
  "funnel without steps": ["/funnels", "status"],
  saved: ["/saved", "heading"],
  status: ["/status", "term"],
  upload: ["/upload", "heading"],
  "comparison to choose": ["/compare", "heading"],
};

const plainPages = Object.fromEntries(
  Object.entries(PLAIN).map(([name, [path, role]]) => [
    name,
    async ({ page, fake }, scheme) =>
      checked(page, scheme, fake.origin + path, () => page.getByRole("main").getByRole(role).first().waitFor()),
  ]),
);

const PAGES = {
  ...plainPages,
  "comparison of queries with traces": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/compare?a=%7B+name+%3D+%22POST+%2Flogin%22+%7D&b=%7B+%7D`, () =>
      page.getByRole("rowheader").first().waitFor(),
    ),
  "long answer": async ({ page, fake }, scheme) => {
    void fake.makeSlow();
    try {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.goto(`${fake.origin}/explore?view=structure`);
      await page.getByText("Looked at 12 of 40 blocks").waitFor();
      assert.deepEqual(await violations(page), []);
    } finally {
      fake.makeQuick();
    }
  },
  comparison: async ({ page, fake }, scheme) => {
    const [a, b] = fake.traces.filter(({ rows }) => rows[0].span.name === "POST /checkout");
    await checked(page, scheme, `${fake.origin}/compare?a=${a.traceId}&b=${b.traceId}`, () =>
      page.getByRole("rowheader").first().waitFor(),
    );
  },
  "trace as flame graph": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/trace/${failedCheckout(fake).traceId}?view=flame`, () =>
      page.getByRole("img", { name: /^Flame graph/ }).waitFor(),
    ),
  "trace as graph": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/trace/${failedCheckout(fake).traceId}?view=graph`, () =>
      page.getByRole("group", { name: /operations and \d+ kinds of calls/ }).waitFor(),
    ),
  "trace as logs": async ({ page, fake }, scheme) => {
    const { traceId, rows } = failedCheckout(fake);
    await checked(page, scheme, `${fake.origin}/trace/${traceId}?view=logs&span=${rows[0].span.spanId}`, async () => {
      await page.getByRole("list", { name: "Log records" }).waitFor();
      await panel(page).getByText("Identity").waitFor();
    });
  },
  "trace whose clock is off": async ({ page, fake }, scheme) => {
    const { traceId, rows } = skewedTrace(fake);
    const { spanId } = rows.find(({ span }) => span.service === "identity").span;
    await checked(page, scheme, `${fake.origin}/trace/${traceId}?span=${spanId}`, () =>
      panel(page)
        .getByText(/^The clock of identity-01 seems/)
        .waitFor(),
    );
  },
  "trace as statistics, filtered": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/trace/${failedCheckout(fake).traceId}?view=stats&f=errors`, () =>
      page.getByRole("rowheader").first().waitFor(),
    ),
  "trace as spans": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/trace/${failedCheckout(fake).traceId}?view=spans`, () =>
      page.getByRole("rowheader").first().waitFor(),
    ),
  "explore, with tables for charts": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/explore?attr=http.response.status_code%3D502`, async () => {
      await page.locator("tbody tr").first().waitFor();
      await page.getByRole("button", { name: "Rate as a table" }).click();
      await page.getByRole("button", { name: "Durations as a table" }).click();
    }),
  "explore without results": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/explore?service=payment&attr=no%3D1`, () =>
      page.getByText("Narrowed most by").waitFor(),
    ),
  "explore as text, with a mistake": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/explore?q=${encodeURIComponent("{ .a = }")}`, () =>
      page.locator(".cm-lintRange-error").waitFor(),
    ),
  "explore, spans with columns": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/explore?view=spans&cols=span.http.route`, () =>
      page.locator("tbody tr").first().waitFor(),
    ),
  "explore, breakdown": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/explore?view=breakdown`, () =>
      page
        .getByRole("button", { name: /^gateway/ })
        .last()
        .waitFor(),
    ),
  "explore, comparison": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/explore?view=compare`, () => page.getByText("failed spans").waitFor()),
  "explore, structure": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/explore?view=structure`, () => page.getByRole("rowheader").first().waitFor()),
  "one group of errors": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/errors/5555555555555550`, () => page.getByText("Looked back to").waitFor()),
  trace: async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/trace/${failedCheckout(fake).traceId}`, () =>
      page.getByRole("treegrid").waitFor(),
    ),
  "trace with a span": async ({ page, fake }, scheme) => {
    const { traceId, rows } = failedCheckout(fake);
    const { spanId } = rows.find(({ span }) => span.links.length > 0).span;
    await checked(page, scheme, `${fake.origin}/trace/${traceId}?span=${spanId}&z=9000000-99000000&find=select`, () =>
      panel(page).getByText("Identity").waitFor(),
    );
  },
  "trace of which parts fail": async ({ page, fake }, scheme) => {
    const { traceId, rows } = failedCheckout(fake);
    const error = { status: 500, message: "the store failed" };
    await page.route(/findings|percentiles|logs/, (route) => route.fulfill({ status: 500, json: { error } }));
    await checked(page, scheme, `${fake.origin}/trace/${traceId}?span=${rows[0].span.spanId}`, () =>
      page.getByText("The span's logs could not be read").waitFor(),
    );
  },
  "trace that is not there": async ({ page, fake }, scheme) =>
    checked(page, scheme, `${fake.origin}/trace/${"ab".repeat(16)}`, () =>
      page.getByText("No such trace here").waitFor(),
    ),
  "keyboard help": async ({ page, fake }, scheme) =>
    checked(page, scheme, fake.origin, () => page.getByRole("button", { name: "Keyboard shortcuts" }).click()),
  home: async ({ page, fake }, scheme) => {
    await page.goto(`${fake.origin}/trace/${failedCheckout(fake).traceId}`);
    await page.getByRole("treegrid").waitFor();
    await checked(page, scheme, fake.origin, () => page.getByText("Recent traces").waitFor());
  },
  "configured links": async ({ page }, scheme) => {
    const linked = await startFake({ pageConfig: PAGE_CONFIG });
    try {
      await checked(page, scheme, `${linked.origin}/saved`, () => page.getByRole("button", { name: "Links" }).click());
    } finally {
      await linked.stop();
    }
  },
  "home without spans": async ({ page }, scheme) => {
    const empty = await startFake({ isEmpty: true });
    try {
      await checked(page, scheme, empty.origin, () => page.locator("pre").waitFor());
    } finally {
      await empty.stop();
    }
  },
};

export const accessibilityCases = Object.fromEntries(
  Object.entries(PAGES).flatMap(([name, check]) =>
    ["light", "dark"].map((scheme) => [`axe finds nothing on ${name}, ${scheme}`, (run) => check(run, scheme)]),
  ),
);
