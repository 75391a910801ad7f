import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

const PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @returns where the machine's Chromium is, or CHROMIUM_PATH; null when there is none */
export function chromiumPath(): string | null {
  const asked = process.env["CHROMIUM_PATH"];
  return [...(asked ? [asked] : []), ...PATHS].find((path) => existsSync(path)) ?? null;
}

/** @throws when the machine has no Chromium */
export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Error("no Chromium: install it, or set CHROMIUM_PATH");
  return chromium.launch({ executablePath, headless: true, args: ARGUMENTS });
}

export interface Login {
  readonly email: string;
  readonly password: string;
}

/** Signs in by the form and waits for the overview. */
export async function signIn(page: Page, endpoint: string, login: Login): Promise<void> {
  await page.goto(`${endpoint}/sign-in`);
  await page.getByLabel("E-mail").fill(login.email);
  await page.locator("input[name=password]").fill(login.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("navigation", { name: "Views" }).first().waitFor();
}
