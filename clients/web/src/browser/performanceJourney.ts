import { expect, it } from "@jest/globals";
import type { Scene } from "./scene.js";

/** Registers the tests of the performance view. */
export function performanceJourney(scene: Scene): void {
  it("shows time- and money-weighted returns, a benchmark chosen by name and the values under the crosshair", async () => {
    const { page, product } = scene;
    await scene.enter();
    await page.goto(`${product.endpoint}/performance`);
    const figure = page.getByTestId("return");
    await figure.waitFor();
    const timeWeighted = await figure.textContent();
    expect(timeWeighted).toMatch(/^[+-]\d+\.\d\d%$/);
    expect(await page.getByRole("row", { name: /^Beta/ }).textContent()).toContain(
      "choose a benchmark",
    );

    await page.getByText("Money-weighted", { exact: true }).click();
    await page.waitForURL(/method=money/);
    await page.getByText("Money-weighted return").waitFor();
    expect(await figure.textContent()).not.toBe(timeWeighted);

    await page.getByRole("combobox", { name: "Benchmark" }).fill("VTI");
    await page.getByRole("option", { name: /^VTI ·/ }).click();
    await page.waitForURL(/benchmark=/);
    await page.getByRole("heading", { name: /^Against VTI/ }).waitFor();
    expect(await page.getByRole("row", { name: /^Beta/ }).textContent()).toMatch(/\d\.\d\d$/);

    const chart = page.getByRole("img", { name: /^Chart: Growth/ });
    await chart.locator("canvas").waitFor();
    await chart.locator(".u-over").hover();
    const legends = page.locator(".u-legend");
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll(".u-legend")].filter((each) =>
          /\d\d\d\d-\d\d-\d\d.*\d%/.test(each.textContent ?? ""),
        ).length === 2,
    );
    expect(await legends.first().textContent()).toMatch(/VTI:?\s*-?\d+\.\d\d%/);

    await page.getByText("3M", { exact: true }).click();
    await page.waitForURL(/range=3M/);
    await page.reload();
    await page.getByRole("heading", { name: /^Against VTI/ }).waitFor();
    await page.getByText("Show as a table (last day of each month)").click();
    expect(await page.getByRole("columnheader", { name: "VTI" }).count()).toBe(1);
  }, 60_000);
}
