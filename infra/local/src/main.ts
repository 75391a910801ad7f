import { fileURLToPath } from "node:url";
import { printSettings, readSettings, SettingsError } from "@wealthgraph/chassis/settings";
import { dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { Failure } from "@wealthgraph/kernel/refusal";
import { type Demo, ensureDemoHousehold } from "./demo/demoHousehold.js";
import { type Installation, launch } from "./launcher.js";
import { type LauncherSettings, launcherSettings } from "./settings.js";
import { printWelcome } from "./welcome.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const write = (text: string): void => void process.stdout.write(text);
process.stdout.on("error", () => undefined); // whoever read it has gone (npm start | head): we go on
const startedAt = Date.now();
const stopping = new AbortController();
const PARENT_POLL_MS = 500;

function explain(error: unknown): string {
  if (error instanceof SettingsError) return error.message;
  if (error instanceof Failure && error.cause instanceof Error) return error.cause.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function say(line: string): void {
  write(`  ${line}\n`);
}

let installation: Installation | null = null;
let stops = 0;

function stop(reason: string): void {
  stops += 1;
  if (stops > 1) return installation?.kill();
  write(`\nStopping (${reason}) ...\n`);
  stopping.abort(new Failure("STOPPED", { cause: new Error("stopped while starting") }));
  installation?.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${explain(error)}\n`);
      process.exit(1);
    },
  );
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => stop(signal));
}

// npm ends without passing its signal through the shell it ran us in: then our parent changes.
if (process.env["npm_lifecycle_event"] !== undefined) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop("npm ended");
  }, PARENT_POLL_MS);
  timer.unref();
}

/** The demo household; null where it is switched off, or could not be filled: the next start goes on with it. */
async function demoOf(running: Installation, settings: LauncherSettings): Promise<Demo | null> {
  if (!settings.DEMO || settings.NODE_ENV === "production") return null;
  const { address: endpoint, dataDirectory } = running;
  const today = dateOfInstant(new Date(), "America/New_York");
  try {
    return await ensureDemoHousehold({ endpoint, dataDirectory, today, say });
  } catch (error) {
    say(`the demo household is not filled: ${explain(error)}`);
    return null;
  }
}

if (printSettings(launcherSettings)) process.exit(0);

try {
  const settings = readSettings(launcherSettings);
  write("Starting Wealthgraph ...\n");
  installation = await launch({
    root,
    settings,
    environment: process.env,
    say,
    signal: stopping.signal,
  });
  const bytes = installation.residentBytes();
  const memory = bytes === null ? "" : `, ${Math.round(bytes / 1_000_000)} MB resident`;
  say(`all parts ready after ${((Date.now() - startedAt) / 1_000).toFixed(1)} s${memory}`);
  printWelcome(installation, await demoOf(installation, settings), write);
} catch (error) {
  const wasAsked = stopping.signal.aborted;
  if (!wasAsked) process.stderr.write(`\nWealthgraph did not start. ${explain(error)}\n`);
  await installation?.stop();
  process.exit(wasAsked ? 0 : 1);
}
