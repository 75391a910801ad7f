import { expect, it } from "@jest/globals";
import type { Page } from "playwright-core";
import type { Scene } from "./scene.js";

/** Registers the tests of entering, sessions and the password. */
export function securityJourney(scene: Scene): void {
  demo(scene);
  sessions(scene);
  lostRenewal(scene);
}

function demo(scene: Scene): void {
  it("lets anybody look at the demo household with one click", async () => {
    const { page, product } = scene;
    await page.goto(`${product.endpoint}/sign-in`);
    await page.getByRole("button", { name: "Look at the demo household" }).click();
    await page.getByTestId("net-worth").waitFor();
    await page.getByRole("heading", { name: "Demo household", level: 1 }).waitFor();
  }, 60_000);
}

const PASSWORD = "correct horse battery";
const NEW_PASSWORD = "purple monkey dishwasher";

function sessions(scene: Scene): void {
  it("shows the sessions, ends another browser's, changes the password and keeps this one in", async () => {
    const { page, product, context } = scene;
    const email = `sessions-${Date.now()}@wealthgraph.example`;
    await page.goto(`${product.endpoint}/sign-in?mode=up`);
    await page.getByLabel("Your name").fill("Kim");
    await page.getByLabel("E-mail").fill(email);
    await page.locator("input[type=password]").fill(PASSWORD);
    await page.getByRole("button", { name: "Make the account" }).click();
    await page.getByText("No holdings yet").waitFor();

    const elsewhere = await context.browser()?.newContext();
    if (!elsewhere) throw new Error("no browser");
    const other = await elsewhere.newPage();
    await other.goto(`${product.endpoint}/sign-in`);
    await enterWith(other, email, PASSWORD);
    await other.getByText("No holdings yet").waitFor();

    await page.goto(`${product.endpoint}/settings`);
    await page.getByText("Chrome on Linux").nth(1).waitFor();
    await page.getByRole("button", { name: "End all others" }).click();
    await page.waitForFunction(
      () => (document.body.textContent?.split("Chrome on Linux").length ?? 0) === 2,
    );
    await page.getByLabel("Present password").fill(PASSWORD);
    await page.getByLabel(/^New password(?! again)/).fill(NEW_PASSWORD);
    await page.getByLabel("New password again").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Change the password" }).click();
    await page.getByText("The password is changed").waitFor();

    await expire(other);
    await other.reload();
    await other.getByRole("heading", { name: "Sign in" }).waitFor();
    await enterWith(other, email, PASSWORD);
    await other.getByText("The e-mail address or the password is wrong").waitFor();
    await enterWith(other, email, NEW_PASSWORD);
    await other.getByText("No holdings yet").waitFor();
    await expire(page);
    await page.reload();
    await page.getByText("Present password").waitFor();
    await elsewhere.close();
  }, 120_000);
}

function lostRenewal(scene: Scene): void {
  it("stays signed in when a reload loses the answer of a renewal", async () => {
    const { page } = scene;
    await scene.enter();
    await page.getByTestId("net-worth").waitFor();
    await expire(page);
    let renewals = 0;
    await page.route("**/graphql", async (route) => {
      const isRenewal = (route.request().postData() ?? "").includes("mutation RefreshSession");
      if (!isRenewal || renewals++ > 0) return route.fallback();
      await route.fetch(); // the endpoint renewed; nobody hears of it
      return route.abort();
    });
    await page.reload();
    await page.waitForTimeout(500);
    await page.reload();
    await page.getByTestId("net-worth").waitFor();
    expect(renewals).toBeGreaterThan(1);
  }, 60_000);
}

async function enterWith(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Makes the access token look expired, so that the next request renews. */
async function expire(page: Page): Promise<void> {
  await page.evaluate(() => {
    const key = "wealthgraph.session";
    const session = JSON.parse(localStorage.getItem(key) ?? "{}") as object;
    const expired = { ...session, accessTokenExpiresAt: "2020-01-01T00:00:00.000Z" };
    localStorage.setItem(key, JSON.stringify(expired));
  });
}
