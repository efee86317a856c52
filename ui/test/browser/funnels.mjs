import { failedCheckout, openTrace, panel, tree } from "./places.mjs";

export const funnelCases = {
  "a span begins a funnel, and who is lost opens at the last step taken": async ({ page, fake }) => {
    await openTrace(page, fake, failedCheckout(fake));
    const { x, y, width } = await tree(page).boundingBox();
    await page.mouse.click(x + width - 200, y + 12, { button: "right" });
    await page.getByRole("link", { name: "Add to the funnel" }).click();
    await page.getByText("And then?").waitFor();
    await page.getByRole("textbox", { name: "Step 2" }).fill("{ status = error }");
    await page.keyboard.press("Enter");
    const bars = page.getByRole("list", { name: "How far traces got" });
    await bars.getByText(/traces? got no further$/).waitFor();
    await page.getByRole("button", { name: "Move step 2 up" }).click();
    await page.waitForURL((url) => url.searchParams.getAll("steps")[0] === "{ status = error }");
    await page.goBack();
    await bars.getByText(/traces? got no further$/).click();
    await bars
      .getByRole("link", { name: /POST \/checkout/ })
      .first()
      .click();
    await panel(page).getByRole("heading", { name: "POST /checkout" }).waitFor();
  },
};
