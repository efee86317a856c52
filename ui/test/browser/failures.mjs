/** A part that fails says so in its own place, and comes when it is asked for again; the rest of the page stays. */

import { failedCheckout, openTrace, panel, tree } from "./places.mjs";

const FULL = { status: 500, message: "block 17 could not be read: No space left on device" };

/** Has one kind of request fail until the reader asks again; then `isBack` must come. */
async function failing(page, address, what, { isMeant = () => true, isThere, isBack }) {
  await page.route(address, (route) =>
    isMeant(route.request()) ? route.fulfill({ status: 500, json: { error: FULL } }) : route.fallback(),
  );
  await isThere();
  const told = page.getByRole("alert").filter({ hasText: `${what} could not be read` });
  await told.getByText(FULL.message).waitFor();
  await page.unroute(address);
  await told.getByRole("button", { name: "Ask again" }).click();
  await isBack();
  await told.waitFor({ state: "detached" });
}

const QUERY = /\/clew\/v1\/query$/;

export const failureCases = {
  "attributes and their values that fail are told and asked for again": async ({ page, fake }) => {
    const facets = page.getByRole("complementary", { name: "Attributes" });
    await failing(page, /\/attributes\?/, "The attributes", {
      isThere: () => page.goto(`${fake.origin}/explore`),
      isBack: () => facets.getByText("http.route").waitFor(),
    });
    await failing(page, /\/attributes\/span.http.route\/values/, "Its values", {
      isThere: () => facets.getByText("http.route").click(),
      isBack: () => facets.getByRole("button", { name: /^\/checkout/ }).waitFor(),
    });
  },

  "findings that fail are told and asked for again": async ({ page, fake }) => {
    await failing(page, /\/findings$/, "What stands out", {
      isThere: () => openTrace(page, fake, failedCheckout(fake)),
      isBack: () => page.getByRole("button", { name: /^Root cause/ }).waitFor(),
    });
  },

  "what a span's panel could not read is told and asked for again": async ({ page, fake }) => {
    const trace = failedCheckout(fake);
    const open = () => openTrace(page, fake, trace, `?span=${trace.rows[0].span.spanId}`);
    await failing(page, /\/percentiles\?/, "How long others like it took", {
      isThere: open,
      isBack: () =>
        panel(page)
          .getByText(/like it in the last hour/)
          .waitFor(),
    });
    await failing(page, /\/logs$/, "The span's logs", {
      isThere: open,
      isBack: () => panel(page).getByRole("region", { name: "Logs" }).waitFor(),
    });
    await failing(page, QUERY, "The spans that link here", {
      isThere: () => panel(page).getByRole("button", { name: "Find spans that link here" }).click(),
      isBack: () =>
        panel(page)
          .getByRole("heading", { name: /^Linked from/ })
          .waitFor(),
    });
    await tree(page).waitFor();
  },

  "explore tells which of its parts it could not read": async ({ page, fake }) => {
    await failing(page, QUERY, "The figures over time", {
      isMeant: (request) => /by \(/.test(request.postDataJSON().query) && request.postDataJSON().stepNanos,
      isThere: () => page.goto(`${fake.origin}/explore?view=breakdown&by=span.http.route`),
      isBack: () =>
        page
          .getByRole("button", { name: /^\/checkout/ })
          .first()
          .waitFor(),
    });
    await failing(page, QUERY, "What each condition leaves out", {
      isMeant: (request) => request.postDataJSON().limit === 50 && !request.postDataJSON().spansPerSet,
      isThere: () => page.goto(`${fake.origin}/explore?service=payment&attr=no%3D1`),
      isBack: () => page.getByText("Narrowed most by").waitFor(),
    });
  },

  "home and status tell what they could not read": async ({ page, fake }) => {
    await failing(page, /\/changes\?/, "What changed in the last hour", {
      isThere: () => page.goto(fake.origin),
      isBack: () => page.getByRole("heading", { name: "Changed in the last hour" }).waitFor(),
    });
    await failing(page, /\/config$/, "Ports, retention and version", {
      isThere: () => page.goto(`${fake.origin}/status`),
      isBack: () => page.getByText("7 days", { exact: true }).waitFor(),
    });
  },
};
