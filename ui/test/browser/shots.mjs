/**
 * Takes the pictures that are looked at before a release: every page in every state, theme and width, and sheets of
 * many of them, and says what measuring finds amiss. `npm run screenshots [folder] [pattern of page-state-width]`; the
 * normal ones are of the Clew at CLEW_URL, if it is set, all others of the fake server.
 */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startFake } from "../fake/server.mjs";
import { startChromium } from "./chromium.mjs";
import { faults } from "./faults.mjs";

const [folder = "shots", pattern = ""] = process.argv.slice(2);
const WIDTHS = [1440, 1024, 390];
const THEMES = ["light", "dark"];
/** How the server is: what it holds, and how it answers. */
const STATES = ["normal", "empty", "loading", "huge", "error"];

const query = (text) => encodeURIComponent(text);
const checkouts = query('{ name = "POST /checkout" }');

/** Pages by name, as addresses that know the traces. */
const PAGES = {
  home: () => "/",
  explore: () => "/explore",
  "explore-text": () => `/explore?q=${query('{ span.http.route = "/cart/{id}" && duration > 5ms }')}`,
  "explore-spans": () => "/explore?view=spans&cols=span.http.route",
  "explore-breakdown": () => "/explore?view=breakdown",
  "explore-compare": () => "/explore?view=compare",
  "explore-structure": () => "/explore?view=structure",
  "explore-mistake": () => `/explore?q=${query("{ .a = }")}`,
  "explore-none": () => "/explore?service=payment&attr=no%3D1",
  "explore-numbers": () => `/explore?q=${query("{ } | rate() by (resource.service.name)")}`,
  trace: ({ trace }) => `/trace/${trace}`,
  "trace-span": ({ trace, span }) => `/trace/${trace}?span=${span}`,
  "trace-skew": ({ skewed, skewedSpan }) => `/trace/${skewed}?span=${skewedSpan}`,
  "trace-flame": ({ trace }) => `/trace/${trace}?view=flame`,
  "trace-graph": ({ trace }) => `/trace/${trace}?view=graph`,
  "trace-stats": ({ trace }) => `/trace/${trace}?view=stats`,
  "trace-spans": ({ trace }) => `/trace/${trace}?view=spans&f=errors`,
  "trace-logs": ({ trace }) => `/trace/${trace}?view=logs`,
  "trace-missing": () => `/trace/${"ab".repeat(16)}`,
  "compare-choose": () => "/compare",
  "compare-traces": ({ trace, other }) => `/compare?a=${other}&b=${trace}`,
  "compare-queries": () => `/compare?a=${query("{ }")}&b=${checkouts}`,
  services: () => "/services",
  service: ({ service }) => `/service/${query(service)}`,
  "service-none": () => "/service/nobody",
  map: () => "/map",
  "map-focus": ({ service }) => `/map?focus=${query(service)}&hops=2`,
  "map-filtered": () => `/map?q=${checkouts}`,
  "map-matrix": () => "/map?view=matrix",
  "map-list": () => "/map?view=list",
  errors: () => "/errors",
  "error-group": () => "/errors/5555555555555550",
  live: () => "/live",
  funnel: () =>
    `/funnels?steps=${checkouts}&steps=${query('{ name = "POST /charge" }')}&steps=${query("{ status = error }")}&gap=5s`,
  "funnel-none": () => "/funnels",
  "funnel-mistake": () => `/funnels?steps=${query("{ }")}&steps=${query("{ .a = }")}`,
  saved: () => "/saved",
  "not-found": () => "/nowhere",
  upload: () => "/upload",
  status: () => "/status",
};

mkdirSync(folder, { recursive: true });
const browser = await startChromium();
const fakes = [
  await startFake(),
  await startFake({ isEmpty: true }),
  await startFake({ hugeSpans: 100_000, wideServices: 150 }),
];
const [plain, empty, huge] = fakes;
const servers = { normal: process.env.CLEW_URL ? await realServer(process.env.CLEW_URL) : plain, empty, huge };
const taken = [];
const amiss = [];

for (const state of STATES) {
  for (const width of WIDTHS) {
    const scenes = Object.entries(PAGES)
      .map(([page, address]) => [`${page}-${state}-${width}`, address])
      .filter(([name]) => new RegExp(pattern, "u").test(name));
    if (scenes.length > 0) {
      await shoot(servers[state] ?? servers.normal, { state, width }, scenes);
    }
  }
}
await sheets();
writeFileSync(join(folder, "faults.txt"), `${amiss.join("\n")}\n`);
await browser.close();
await Promise.all(fakes.map((server) => server.stop()));
console.log(`${taken.length} pictures, ${amiss.length} with something amiss (faults.txt)`);

/** Every scene in both themes, and what measuring finds amiss in it. */
async function shoot(server, { state, width }, scenes) {
  const viewport = { width, height: width < 500 ? 844 : 900 };
  const context = await browser.newContext({ viewport, colorScheme: "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`${state}: ${error}`));
  const known = placesOf(server, state);
  if (state === "normal" || state === "huge") {
    // Something was seen before.
    await page.goto(`${server.origin}/trace/${known.trace}`);
    await page.getByRole("treegrid").waitFor();
  }
  if (state === "loading") {
    await page.route("**/api/**", () => {});
  }
  if (state === "error") {
    const error = { status: 503, message: "the store failed while reading block 17: No space left on device" };
    await page.route("**/api/**", (route) => route.fulfill({ status: 503, json: { error } }));
  }
  for (const [name, address] of scenes) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(server.origin + address(known), { waitUntil: "commit" });
    // Errors are asked about again before they are shown.
    await page.waitForTimeout(state === "error" ? 2600 : 300);
    if (state !== "loading") {
      // What asks again and again is looked at as it is.
      await page.waitForLoadState("networkidle", { timeout: 6000 }).catch(() => {});
    }
    await page.waitForTimeout(200);
    const wrong = await page.evaluate(faults);
    amiss.push(...wrong.map((what) => `${name}: ${what}`));
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await page.waitForTimeout(200);
      await page.screenshot({ path: join(folder, `${name}-${theme}.png`) });
      taken.push({ name: `${name}-${theme}`, ...viewport });
    }
  }
  await context.close();
}

/** A Clew that runs already, and two of its traces that tell the most. */
async function realServer(origin) {
  const first = async (wanted) => {
    const body = JSON.stringify({ query: wanted, limit: 1 });
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(`${origin}/api/clew/v1/query`, { method: "POST", headers, body });
    const [found] = (await answer.json()).traces;
    const columns = await fetch(`${origin}/api/clew/v1/traces/${found.traceId}/columns`, {
      headers: { Accept: "application/json" },
    });
    const { spanId } = await columns.json();
    return { ...found, rows: spanId.map((id) => ({ span: { spanId: id, links: [] } })) };
  };
  const failed = await first("{ nestedSetParent < 0 && status = error }");
  const good = await first(`{ nestedSetParent < 0 && status != error && name = "${failed.rootName}" }`);
  return { origin, isReal: true, failed, good };
}

/** What addresses name: a trace that failed, a span of it, one like it that went well. */
function placesOf({ traces, isReal, failed: real, good: other }, state) {
  if (isReal) {
    const span = real.rows.at(-1).span.spanId;
    const [trace, service] = [real.traceId, real.rootService];
    return { trace, span, skewed: trace, skewedSpan: span, other: other.traceId, service };
  }
  const failed = traces.find((trace) => trace.errorCount > 2 && trace.rows.length < 100);
  const skewed = traces.find(({ clockOff }) => clockOff);
  const good = traces.find(({ rows, errorCount }) => rows[0].span.name === "POST /checkout" && errorCount === 0);
  return {
    trace: state === "huge" ? traces.at(-1).traceId : failed.traceId,
    span: (state === "huge" ? traces.at(-1).rows[1] : failed.rows.find(({ span }) => span.links.length > 0)).span
      .spanId,
    skewed: skewed.traceId,
    skewedSpan: skewed.rows.find(({ span }) => span.service === "identity").span.spanId,
    other: good.traceId,
    service: state === "huge" ? traces[0].rows[0].span.service : "payment",
  };
}

/** Pictures of one width side by side, with their names, so that many are seen at once. */
async function sheets() {
  for (const width of WIDTHS) {
    const all = taken.filter((picture) => picture.width === width);
    const [columns, most] = width < 500 ? [8, 8] : [4, 8];
    for (let from = 0; from < all.length; from += most) {
      const figures = all.slice(from, from + most).map(({ name }) => {
        const data = readFileSync(join(folder, `${name}.png`)).toString("base64");
        return `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${data}"></figure>`;
      });
      const page = await browser.newPage({ viewport: { width: 2000, height: 100 } });
      await page.setContent(
        `<style>body{margin:0;display:grid;grid-template-columns:repeat(${columns},1fr);gap:6px;font:12px sans-serif;background:#888}
         figure{margin:0}img{width:100%;display:block}figcaption{color:#fff;padding:2px}</style>${figures.join("")}`,
      );
      await page.screenshot({ path: join(folder, `sheet-${width}-${from / most}.png`), fullPage: true });
      await page.close();
    }
  }
}
