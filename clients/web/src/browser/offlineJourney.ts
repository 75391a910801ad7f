import { expect, it } from "@jest/globals";
import type { Page, WebSocketRoute } from "playwright-core";
import { signIn } from "./chromium.js";
import type { Scene } from "./scene.js";

/** Registers the tests of a page whose network or socket is away. */
export function offlineJourney(scene: Scene): void {
  reload(scene);
  refusedSockets(scene);
}

function reload(scene: Scene): void {
  it("shows overview and holdings as last seen after a reload without network, and forgets them on signing out", async () => {
    const { product } = scene;
    const context = await scene.context.browser()?.newContext({ serviceWorkers: "allow" });
    if (!context) throw new Error("no browser");
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await signIn(page, product.endpoint, product.demo);
    await page.getByTestId("net-worth").waitFor();
    await until(page, keptParts, 20);
    await until(page, keptRecords, 1);
    const seen = digitsOf(await page.getByTestId("net-worth").textContent());

    await context.setOffline(true);
    await page.reload();
    await page.getByText(/^As last seen on /).waitFor();
    const shown = digitsOf(await page.getByTestId("net-worth").textContent());
    expect(Math.abs(shown - seen) / seen).toBeLessThan(0.02);
    await page.getByRole("link", { name: "Holdings" }).first().click();
    await page.getByText(/open positions, \$/).waitFor();
    await page.getByRole("link", { name: "VTI", exact: true }).first().waitFor();

    await context.setOffline(false);
    await page.getByText(/^As last seen on /).waitFor({ state: "hidden" });
    await page.getByRole("link", { name: "Overview" }).first().click();
    await page.getByTestId("net-worth").waitFor();

    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await until(page, keptRecords, 0, "at most");
    await context.setOffline(true);
    await page.reload();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    expect(await page.getByText(/^As last seen on /).count()).toBe(0);
    await context.close();
  }, 120_000);
}

function refusedSockets(scene: Scene): void {
  it("asks for prices where sockets are refused, says so, and goes live when they are taken again", async () => {
    const { page } = scene;
    let isRefusing = true;
    await page.routeWebSocket(/\/graphql$/, (socket: WebSocketRoute) => {
      if (isRefusing) void socket.close({ code: 1013, reason: "try again later" });
      else socket.connectToServer();
    });
    await scene.enter();
    await page.getByText("No live connection").waitFor();
    const netWorth = page.getByTestId("net-worth");
    const before = (await netWorth.textContent()) ?? "";
    await page.waitForFunction(
      (was) => document.querySelector("[data-testid=net-worth]")?.textContent !== was,
      before,
    );
    expect(await page.getByText("No live connection").count()).toBe(1);
    isRefusing = false;
    await page.getByText("No live connection").waitFor({ state: "hidden" });
  }, 120_000);
}

const digitsOf = (text: string | null): number => Number((text ?? "").replaceAll(/[^\d.]/g, ""));

/** Waits until a count in the page is at least, or at most, what is wanted. */
async function until(
  page: Page,
  count: () => Promise<number>,
  wanted: number,
  bound: "at least" | "at most" = "at least",
): Promise<void> {
  const deadline = Date.now() + 45_000;
  for (;;) {
    const found = await page.evaluate(count);
    if (bound === "at least" ? found >= wanted : found <= wanted) return;
    if (Date.now() > deadline) throw new Error(`${found}, wanted ${bound} ${wanted}`);
    await page.waitForTimeout(250);
  }
}

/** Runs in the page: parts its worker keeps. */
async function keptParts(): Promise<number> {
  let sum = 0;
  for (const name of await caches.keys()) sum += (await (await caches.open(name)).keys()).length;
  return sum;
}

/** Runs in the page: records of what was seen last. */
function keptRecords(): Promise<number> {
  return new Promise((resolve) => {
    const opening = indexedDB.open("wealthgraph");
    opening.onupgradeneeded = () => opening.transaction?.abort(); // not made yet: left to the page
    opening.onerror = () => resolve(0);
    opening.onsuccess = () => {
      const database = opening.result;
      if (!database.objectStoreNames.contains("last-seen")) return resolve(0);
      const counting = database.transaction("last-seen").objectStore("last-seen").count();
      counting.onsuccess = () => {
        database.close();
        resolve(counting.result);
      };
    };
  });
}
