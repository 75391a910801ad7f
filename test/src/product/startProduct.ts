import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The whole product as `npm start` runs it, on a data directory and a port of its own. */
export interface Product {
  /** http://127.0.0.1:port */
  readonly endpoint: string;
  readonly dataDirectory: string;
  readonly launcher: ChildProcess;
  /** Everything the launcher printed so far. */
  output(): string;
  /** Milliseconds from the launcher's start to its word that all parts are ready. */
  readonly readyAfterMs: number;
  /** Stops every process and removes the data. */
  stop(options?: { readonly keepData?: boolean }): Promise<void>;
}

export interface ProductOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly dataDirectory?: string;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** @throws when the product does not come up; the message holds what it printed */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDirectory =
    options.dataDirectory ?? (await mkdtemp(join(tmpdir(), "wealthgraph-product-")));
  const port = await freePort();
  const startedAt = performance.now();
  const launcher = spawn(process.execPath, ["infra/local/dist/main.js"], {
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      NODE_ENV: "development",
      DATA_DIR: dataDirectory,
      PORT: String(port),
      LOG_LEVEL: "info",
      ...options.environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes("Ctrl-C stops it")) resolve();
    };
    launcher.stdout.on("data", read);
    launcher.stderr.on("data", read);
    launcher.once("exit", (code) => reject(new Error(`the product ended (${code}):\n${output}`)));
  });
  await ready;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    dataDirectory,
    launcher,
    output: () => output,
    readyAfterMs: performance.now() - startedAt,
    stop: async ({ keepData = false } = {}) => {
      if (launcher.exitCode === null) {
        launcher.kill("SIGTERM");
        await once(launcher, "exit");
      }
      if (!keepData) await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
