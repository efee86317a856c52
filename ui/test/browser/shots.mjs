/**
 * Takes the pictures that are looked at before a release: every page in every state, theme and width, and sheets of
 * many of them. `node test/browser/shots.mjs <folder> [pattern of page-state-theme-width]`.
 */

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startFake } from "../fake/server.mjs";
import { startChromium } from "./chromium.mjs";

const [folder = "shots", pattern = ""] = process.argv.slice(2);
const WIDTHS = [1440, 1024, 390];
const THEMES = ["light", "dark"];
/** How the server is: what it holds, and how it answers. */
const STATES = ["normal", "empty", "loading", "huge", "error"];
const A_SHEET = 6;

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
  "explore-numbers": () => `/explore?q=${query("{ } | rate() by (resource.service.name)")}`,
  trace: ({ trace }) => `/trace/${trace}`,
  "trace-span": ({ trace, span }) => `/trace/${trace}?span=${span}`,
  "trace-skew": ({ skewed, skewedSpan }) => `/trace/${skewed}?span=${skewedSpan}`,
  "trace-flame": ({ trace }) => `/trace/${trace}?view=flame`,
  "trace-graph": ({ trace }) => `/trace/${trace}?view=graph`,
  "trace-stats": ({ trace }) => `/trace/${trace}?view=stats`,
  "trace-spans": ({ trace }) => `/trace/${trace}?view=spans&f=errors`,
  "trace-logs": ({ trace }) => `/trace/${trace}?view=logs`,
  "compare-choose": () => "/compare",
  "compare-traces": ({ trace, other }) => `/compare?a=${other}&b=${trace}`,
  "compare-queries": () => `/compare?a=${query("{ }")}&b=${checkouts}`,
  services: () => "/services",
  service: ({ service }) => `/service/${query(service)}`,
  map: () => "/map",
  "map-filtered": () => `/map?q=${checkouts}`,
  "map-matrix": () => "/map?view=matrix",
  "map-list": () => "/map?view=list",
  errors: () => "/errors",
  live: () => "/live",
  saved: () => "/saved",
  upload: () => "/upload",
  status: () => "/status",
};

mkdirSync(folder, { recursive: true });
const browser = await startChromium();
const servers = {
  normal: await startFake(),
  empty: await startFake({ isEmpty: true }),
  huge: await startFake({ hugeSpans: 100_000, wideServices: 150 }),
};
const taken = [];

for (const state of STATES) {
  const fake = servers[state] ?? servers.normal;
  for (const theme of THEMES) {
    for (const width of WIDTHS) {
      const scenes = Object.entries(PAGES)
        .map(([page, address]) => [`${page}-${state}-${theme}-${width}`, address])
        .filter(([name]) => new RegExp(pattern, "u").test(name));
      if (scenes.length > 0) {
        await shoot(fake, { state, theme, width }, scenes);
      }
    }
  }
}
await sheets();
await browser.close();
await Promise.all(Object.values(servers).map((server) => server.stop()));

async function shoot(fake, { state, theme, width }, scenes) {
  const viewport = { width, height: width < 500 ? 844 : 900 };
  const context = await browser.newContext({ viewport, colorScheme: theme, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`${state}: ${error}`));
  const known = placesOf(fake, state);
  if (state === "normal" || state === "huge") {
    // Something was seen before.
    await page.goto(`${fake.origin}/trace/${known.trace}`);
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
    await page.goto(fake.origin + address(known), { waitUntil: "commit" });
    // Errors are asked about again before they are shown.
    await page.waitForTimeout(state === "error" ? 2600 : 300);
    await (state === "loading" ? Promise.resolve() : page.waitForLoadState("networkidle"));
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    taken.push({ name, ...viewport });
  }
  await context.close();
}

/** What addresses name: a trace that failed, a span of it, one like it that went well. */
function placesOf({ traces }, state) {
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
    const columns = width < 500 ? A_SHEET : A_SHEET / 2;
    for (let from = 0; from < all.length; from += A_SHEET) {
      const figures = all.slice(from, from + A_SHEET).map(({ name }) => {
        const data = readFileSync(join(folder, `${name}.png`)).toString("base64");
        return `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${data}"></figure>`;
      });
      const page = await browser.newPage({ viewport: { width: 1920, height: 100 } });
      await page.setContent(
        `<style>body{margin:0;display:grid;grid-template-columns:repeat(${columns},1fr);gap:6px;font:12px sans-serif;background:#888}
         figure{margin:0}img{width:100%;display:block}figcaption{color:#fff;padding:2px}</style>${figures.join("")}`,
      );
      await page.screenshot({ path: join(folder, `sheet-${width}-${from / A_SHEET}.png`), fullPage: true });
      await page.close();
    }
  }
}
