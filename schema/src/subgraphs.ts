import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Where each subgraph listens unless the router is told otherwise. A new subgraph is a new row. */
export const SUBGRAPHS = [
  { name: "users", url: "http://127.0.0.1:4101/graphql" },
  { name: "portfolios", url: "http://127.0.0.1:4102/graphql" },
  { name: "market-data", url: "http://127.0.0.1:4103/graphql" },
  { name: "tax", url: "http://127.0.0.1:4104/graphql" },
  { name: "planning", url: "http://127.0.0.1:4105/graphql" },
] as const;

export const PROJECT_ROOT = fileURLToPath(new URL("../../", import.meta.url));

const run = promisify(execFile);

/** Asks the built subgraph itself for its SDL, in a process of its own (type-graphql keeps one registry a process). */
export async function printSdl(name: string): Promise<string> {
  const main = `${PROJECT_ROOT}subgraphs/${name}/dist/main.js`;
  const { stdout } = await run(process.execPath, [main, "--print-sdl"], { maxBuffer: 16_000_000 });
  return stdout.endsWith("\n") ? stdout : `${stdout}\n`;
}
