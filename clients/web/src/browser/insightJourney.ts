import { expect, it } from "@jest/globals";
import type { Scene } from "./scene.js";

/** Registers the tests of allocation and realized gains. */
export function insightJourney(scene: Scene): void {
  it("divides the money by every dimension, as a donut and as a treemap, with the same table", async () => {
    const { page } = scene;
    await scene.enter();
    const panel = page.getByRole("region", { name: "Allocation" });
    const dimension = panel.getByLabel("Allocation by");
    await dimension.waitFor();
    await panel.getByText("Treemap", { exact: true }).click();
    await panel.locator(".recharts-surface rect").first().waitFor();
    for (const name of ["Account", "Tax", "Currency", "Sector", "Instrument", "Asset class"]) {
      await dimension.selectOption({ label: name });
      await panel.getByRole("columnheader", { name, exact: true }).waitFor();
      const cells = await panel.locator("tbody td:nth-child(3)").allTextContents();
      const sum = cells.reduce((total, cell) => total + Number(cell.replace("%", "")), 0);
      expect(Math.abs(sum - 100)).toBeLessThan(0.1 * cells.length);
    }
  }, 60_000);

  it("lists what was sold, lot by lot, in step with its sums", async () => {
    const { page, product } = scene;
    await scene.enter();
    await page.goto(`${product.endpoint}/performance?range=ALL`);
    const panel = page.getByRole("region", { name: "Realized" });
    await panel.waitFor();
    const table = panel.getByRole("table", { name: "Disposals" });
    await table.or(panel.getByText("Nothing was sold in this range")).waitFor();
    const gains = await table.locator("tbody td:nth-child(7)").allTextContents();
    expect(gains.length).toBeGreaterThan(0);
    const about = await panel.locator(".stat").count();
    expect(about).toBe(4);
    await panel.getByRole("button", { name: "About: Short term" }).click();
    await page.getByText(/Held for one year or less, in taxable accounts\. Gain and/).waitFor();
  }, 60_000);
}
