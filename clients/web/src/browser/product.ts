import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Login } from "./chromium.js";

/** The whole product on data and a port of its own, with its demo household. */
export interface Product {
  readonly endpoint: string;
  readonly demo: Login;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** @throws when it does not come up; the message holds what it printed */
export async function startProduct(): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), "wealthgraph-web-"));
  const port = await freePort();
  const environment = {
    ...process.env,
    NODE_OPTIONS: "",
    NODE_ENV: "development",
    DATA_DIR: folder,
    PORT: String(port),
    RATE_PER_MINUTE: "5000",
  };
  const stdio = ["ignore", "pipe", "pipe"] as const;
  const launcher = spawn(process.execPath, ["infra/local/dist/main.js"], {
    env: environment,
    stdio: [...stdio],
  });
  const output = await readUntilReady(launcher);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    demo: {
      email: /e-mail\s+(\S+)/.exec(output)?.[1] ?? "",
      password: /password\s+(\S+)/.exec(output)?.[1] ?? "",
    },
    stop: async () => {
      if (launcher.exitCode === null) {
        launcher.kill("SIGTERM");
        await once(launcher, "exit");
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function readUntilReady(launcher: ChildProcess): Promise<string> {
  let output = "";
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes("Ctrl-C stops it")) resolve(output);
    };
    launcher.stdout?.on("data", read);
    launcher.stderr?.on("data", read);
    launcher.once("exit", (code) => reject(new Error(`the product ended (${code}):\n${output}`)));
  });
}
