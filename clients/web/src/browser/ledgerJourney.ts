import { expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import type { Scene } from "./scene.js";

/** Registers the tests of entering and correcting transactions. */
export function ledgerJourney(scene: Scene): void {
  keyboard(scene);
  conflict(scene);
}

function keyboard(scene: Scene): void {
  it("enters, corrects, undoes and redoes a transaction with the keyboard, shown before it is booked", async () => {
    const { page } = scene;
    await openAccount(scene, page);
    await page.getByRole("button", { name: "Enter a transaction" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Kind of transaction").selectOption("DEPOSIT");
    await page.getByLabel("Amount", { exact: true }).fill("1234,50");
    await page.keyboard.press("Enter");
    await page.getByText("a number such as 1234.50").waitFor();
    await page.getByLabel("Amount", { exact: true }).fill("1,234.56");
    await page.getByLabel("Description", { exact: true }).fill("Birthday");

    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/graphql", async (route) => {
      if ((route.request().postData() ?? "").includes("mutation AddTransaction")) await held;
      return route.fallback();
    });
    await page.keyboard.press("Enter");
    await page.getByText("saving", { exact: true }).waitFor();
    expect(await page.getByRole("row", { name: /Birthday/ }).textContent()).toContain("1,234.56");
    release();
    const row = page.getByRole("row", { name: /Birthday/ });
    await row.getByText("+$1,234.56").waitFor();

    await row.focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Amount", { exact: true }).fill("99");
    await page.keyboard.press("Enter");
    await row.getByText("+$99.00").waitFor();
    await row.focus();
    await page.keyboard.press("Control+z");
    await row.getByText("+$1,234.56").waitFor();
    await row.focus();
    await page.keyboard.press("Control+Shift+z");
    await row.getByText("+$99.00").waitFor();
    await row.focus();
    await page.keyboard.press("Delete");
    await row.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Undo: Deposit" }).click();
    await row.getByText("+$99.00").waitFor();
    await page.getByRole("button", { name: "Undo: Deposit" }).click();
    await row.getByText("+$1,234.56").waitFor();
    await page.getByRole("button", { name: "Undo: Deposit" }).click();
    await row.waitFor({ state: "hidden" });
    expect(await page.getByRole("button", { name: "Undo", exact: true }).isDisabled()).toBe(true);
  }, 120_000);
}

function conflict(scene: Scene): void {
  it("keeps a correction that met another's, shows what stands and books it in its place", async () => {
    const { page, context } = scene;
    await openAccount(scene, page);
    await page.getByRole("button", { name: "Enter a transaction" }).click();
    await page.getByLabel("Kind of transaction").selectOption("DEPOSIT");
    await page.getByLabel("Amount", { exact: true }).fill("10");
    await page.getByLabel("Description", { exact: true }).fill("Conflicting");
    await page.keyboard.press("Enter");
    const row = page.getByRole("row", { name: /Conflicting/ });
    await row.getByText("+$10.00").waitFor();
    const other = await context.newPage();
    other.setDefaultTimeout(30_000);
    await other.goto(page.url());
    await correct(other, "20");
    await row.getByRole("button", { name: /^Correct/ }).waitFor();
    await page.route("**/graphql", (route) => {
      // this tab does not hear of the other's correction
      const body = route.request().postData() ?? "";
      return body.includes("query AccountDetail") ? route.abort() : route.fallback();
    });
    await saveRow(other);
    await other
      .getByRole("row", { name: /Conflicting/ })
      .getByText("+$20.00")
      .waitFor();
    await correct(page, "30");
    await page.unroute("**/graphql");
    await saveRow(page);
    await page.getByText("Changed by somebody else").waitFor();
    await page.getByText(/Now stored: .* cash \+\$20\.00/).waitFor();
    expect(await page.getByLabel("Amount", { exact: true }).inputValue()).toBe("30");
    await page.getByRole("button", { name: "Book mine in its place" }).click();
    await row.getByText("+$30.00").waitFor();
    await row.getByRole("button", { name: /^Take back/ }).click();
    await row.waitFor({ state: "hidden" });
  }, 120_000);
}

async function openAccount(scene: Scene, page: Page): Promise<void> {
  await scene.enter();
  await page.goto(`${scene.product.endpoint}/accounts`);
  await page.locator('main a[href*="/accounts/"]').first().click();
  await page.getByRole("button", { name: "Enter a transaction" }).waitFor();
}

async function correct(page: Page, amount: string): Promise<void> {
  const row = page.getByRole("row", { name: /Conflicting/ });
  await row.getByRole("button", { name: /^Correct/ }).click();
  await page.getByLabel("Amount", { exact: true }).fill(amount);
}

async function saveRow(page: Page): Promise<void> {
  await page.getByRole("grid", { name: "Ledger" }).getByRole("button", { name: "Save" }).click();
}
