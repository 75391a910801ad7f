import { mkdir } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { launchChromium, signIn } from "./chromium.ts";

/**
 * Pictures of every view, light and dark, phone and desktop, of a running product:
 * ENDPOINT=http://127.0.0.1:4000 EMAIL=... PASSWORD=... npm run screenshots -w @wealthgraph/web
 */
const endpoint = process.env["ENDPOINT"] ?? "http://127.0.0.1:4000";
const login = { email: process.env["EMAIL"] ?? "", password: process.env["PASSWORD"] ?? "" };
const folder = process.env["OUT"] ?? "screenshots";

const SIZES = [
  { name: "desktop", width: 1360, height: 900 },
  { name: "phone", width: 390, height: 844 },
] as const;

async function views(page: Page): Promise<Map<string, string>> {
  const address = async (from: string, link: string): Promise<string> => {
    await page.goto(endpoint + from);
    return (await page.locator(`main a[href*="${link}"]`).first().getAttribute("href")) ?? from;
  };
  return new Map([
    ["overview", "/"],
    ["holdings", "/holdings"],
    ["holdings-grouped", "/holdings?group=assetClass"],
    ["instrument", await address("/holdings", "/holdings/")],
    ["performance", "/performance"],
    ["watch", "/watch"],
    ["accounts", "/accounts"],
    ["account", await address("/accounts", "/accounts/")],
    ["import-start", "/import"],
    ["import", await address("/accounts", "/imports/")],
    ["plan", "/plan"],
    ["tax", "/tax"],
    ["harvest", "/tax?tab=harvest"],
    ["settings", "/settings"],
  ]);
}

async function shoot(browser: Browser, colorScheme: "light" | "dark"): Promise<void> {
  for (const { name: size, ...viewport } of SIZES) {
    const context = await browser.newContext({ colorScheme, viewport });
    const page = await context.newPage();
    await page.goto(`${endpoint}/sign-in`);
    await page.getByLabel("E-mail").waitFor();
    await page.screenshot({ path: `${folder}/sign-in-${size}-${colorScheme}.png` });
    await signIn(page, endpoint, login);
    for (const [name, path] of await views(page)) {
      await page.goto(endpoint + path);
      await page.waitForTimeout(1_800);
      await page.screenshot({
        path: `${folder}/${name}-${size}-${colorScheme}.png`,
        fullPage: true,
      });
    }
    await simulate(page, `${folder}/simulation-${size}-${colorScheme}.png`);
    await context.close();
  }
}

async function simulate(page: Page, path: string): Promise<void> {
  await page.goto(`${endpoint}/plan`);
  await page.getByRole("button", { name: "Run the simulation" }).click();
  await page.getByTestId("success").waitFor();
  await page.waitForTimeout(3_000);
  await page.screenshot({ path, fullPage: true });
}

await mkdir(folder, { recursive: true });
const browser = await launchChromium();
await shoot(browser, "light");
await shoot(browser, "dark");
await browser.close();
