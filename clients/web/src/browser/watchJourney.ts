import { expect, it } from "@jest/globals";
import type { Scene } from "./scene.js";

/** Registers the tests of watchlists and alerts. */
export function watchJourney(scene: Scene): void {
  alerts(scene);
  conflict(scene);
}

function alerts(scene: Scene): void {
  it("keeps a watchlist with live prices, and shows an alert on another page as it fires", async () => {
    const { page, product } = scene;
    await scene.enter();
    await page.goto(`${product.endpoint}/watch`);
    await page.getByLabel("New watchlist").fill("Someday");
    await page.getByRole("button", { name: "Make the list" }).click();
    await page.getByRole("combobox", { name: "Add to Someday" }).fill("VT");
    await page.getByRole("option", { name: /^VTI ·/ }).click();
    const row = page.getByRole("table", { name: "Watched instruments" }).getByRole("row", {
      name: /VTI/,
    });
    await row.waitFor();
    expect(await row.textContent()).toMatch(/\$[\d,]+\.\d\d.*simulated/);

    const price = Number(/\$([\d,.]+\.\d\d)/.exec((await row.textContent()) ?? "")?.[1]);
    await page.getByRole("combobox", { name: "Instrument of the alert" }).fill("VTI");
    await page.getByRole("option", { name: /^VTI ·/ }).click();
    await page.getByLabel("Price in USD").fill("far too much");
    await page.getByRole("button", { name: "Set the alert" }).click();
    await page.getByText("A price above 0").waitFor();
    // Between two cents on either side: the next cent crosses one of them, at night too, when prices crawl.
    for (const threshold of [price + 0.005, price - 0.005]) {
      await page.getByLabel("Price in USD").fill(threshold.toFixed(4));
      await page.getByRole("button", { name: "Set the alert" }).click();
      await page.waitForFunction(
        () => (document.querySelector("input[inputmode=decimal]") as HTMLInputElement).value === "",
      );
    }
    await page.getByRole("link", { name: "Holdings" }).first().click();
    const notice = page.getByRole("status", { name: "Alerts that fired" });
    await notice
      .getByText(/^Alert: VTI reaches/)
      .first()
      .waitFor({ timeout: 90_000 });
    expect(await notice.textContent()).toMatch(/the price was \$[\d,.]+ \(simulated\)/);
    expect(new URL(page.url()).pathname).toBe("/holdings");
    await notice
      .getByRole("button", { name: /^Dismiss/ })
      .first()
      .click();

    await page.goto(`${product.endpoint}/watch`);
    const table = page.getByRole("table", { name: "Alerts" });
    await table.getByText("fired").first().waitFor();
    await page
      .getByRole("button", { name: /^Remove the alert/ })
      .first()
      .click();
    await row.getByRole("button", { name: "Drop VTI" }).click();
    await page.getByText("Nothing in this list yet").waitFor();
  }, 150_000);
}

function conflict(scene: Scene): void {
  it("keeps what a second tab added to a watchlist when it meets a conflict, and says so", async () => {
    const { page, product, context } = scene;
    await scene.enter();
    await page.goto(`${product.endpoint}/watch`);
    await page.getByLabel("New watchlist").fill("Two tabs");
    await page.getByRole("button", { name: "Make the list" }).click();
    await page.getByRole("combobox", { name: "Add to Two tabs" }).waitFor();
    const other = await context.newPage();
    await other.goto(page.url());
    const add = async (on: typeof page, symbol: string): Promise<void> => {
      await on.getByRole("combobox", { name: "Add to Two tabs" }).fill(symbol);
      await on.getByRole("option", { name: new RegExp(`^${symbol} ·`) }).click();
    };
    await add(other, "BND");
    await other.getByRole("button", { name: "Drop BND" }).waitFor();
    await add(page, "AAPL");
    await page.getByText("Changed by somebody else").waitFor();
    await page.getByRole("button", { name: "Drop BND" }).waitFor();
    await add(page, "AAPL");
    await page.getByRole("button", { name: "Drop AAPL" }).waitFor();
  }, 90_000);
}
