import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freePort } from "./ports.js";
import { isAlive, serversOn, waitForExit } from "./postmaster.js";
import { launcherSettings } from "./settings.js";
import { SUBGRAPHS } from "./topology.js";

/**
 * Stands for a subgraph or the router: serves its environment, is ready when its database answers,
 * ends when asked or when its launcher is gone. The launcher and PostgreSQL are the real ones.
 */
const PROCESS = `
  import http from "node:http";
  import pg from "pg";
  const { DATABASE_URL, PORT, HOST } = process.env;
  async function ready() {
    if (DATABASE_URL === undefined) return;
    const client = new pg.Client({ connectionString: DATABASE_URL });
    client.on("error", () => undefined);
    await client.connect();
    await client.query("SELECT 1").finally(() => client.end());
  }
  http.createServer((request, response) => {
    if (request.url === "/environment") return response.end(JSON.stringify(process.env));
    ready().then(() => response.end("ready"), (error) => response.writeHead(503).end(String(error)));
  }).listen(Number(PORT), HOST);
  console.log(JSON.stringify({ level: 30, msg: "listening" }));
  process.on("SIGTERM", () => process.exit(0));
  process.on("disconnect", () => process.exit(0));`;

const NAMES = [...SUBGRAPHS.map(({ name }) => name), "router"];
const project = fileURLToPath(new URL("../../..", import.meta.url));

let root: string;
let port: number;

interface Launched {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  readonly says: (what: RegExp, times?: number) => Promise<void>;
}

/** Runs the built main.js, from a project whose subgraphs are the small ones above. */
function start(environment: Record<string, string> = {}): Launched {
  const inherited = { ...process.env };
  delete inherited["npm_lifecycle_event"];
  const child = spawn(process.execPath, [join(root, "infra/local/dist/main.js")], {
    cwd: "/",
    env: { ...inherited, NODE_ENV: "test", DEMO: "0", PORT: String(port), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  }
  const ended = new Promise<number | null>((done) => child.once("close", (code) => done(code)));
  const says = async (what: RegExp, times = 1): Promise<void> => {
    const all = new RegExp(what, "g");
    for (const end = Date.now() + 25_000; (text.match(all)?.length ?? 0) < times; await sleep(20)) {
      if (Date.now() > end || child.exitCode !== null)
        throw new Error(`never said ${what}: ${text}`);
    }
  };
  return { child, output: () => text, ended, says };
}

interface Run {
  readonly children: Record<string, { readonly pid: number }>;
}
const run = (): Run => JSON.parse(readFileSync(join(root, ".data/launcher.json"), "utf8")) as Run;
const pidOf = (name: string): number => run().children[name]?.pid ?? 0;
const cluster = (): string => join(root, ".data", "postgres");

async function environmentOf(name: string): Promise<Record<string, string>> {
  const setting = SUBGRAPHS.find((subgraph) => subgraph.name === name)?.urlSetting ?? "";
  const router = await fetch(`http://127.0.0.1:${port}/environment`);
  const environment = (await router.json()) as Record<string, string>;
  if (name === "router") return environment;
  const url = (environment[setting] ?? "").replace("/graphql", "/environment");
  return (await (await fetch(url)).json()) as Record<string, string>;
}

const isReady = (): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );

async function stop(launched: Launched, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  launched.child.kill(signal);
  expect(await launched.ended).toBe(0);
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "wealthgraph-launch-"));
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"));
  cpSync(join(project, "infra/local/dist"), join(root, "infra/local/dist"), { recursive: true });
  writeFileSync(join(root, "package.json"), '{"type":"module"}');
  for (const name of NAMES) {
    const folder = join(root, name === "router" ? "router" : join("subgraphs", name), "dist");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "main.js"), PROCESS);
  }
  port = await freePort();
});

afterAll(() => {
  expect(serversOn(cluster())).toEqual([]);
  rmSync(root, { recursive: true, force: true });
});

describe("npm start", () => {
  it("starts all parts, tells where it answers, and stops them all, PostgreSQL last", async () => {
    const launched = start();
    await launched.says(/all parts ready/);
    await launched.says(new RegExp(`answers at http://127.0.0.1:${port}/graphql`));
    for (const name of NAMES) {
      expect(launched.output()).toMatch(new RegExp(`${name} ready after`));
      expect(readFileSync(join(root, ".data/logs", `${name}.log`), "utf8")).toContain("listening");
    }
    const pids = NAMES.map(pidOf);
    const servers = serversOn(cluster());
    expect(servers).toHaveLength(1);
    await stop(launched, "SIGINT");
    expect([...pids, ...servers].filter(isAlive)).toEqual([]);
    expect(existsSync(join(root, ".data/launcher.json"))).toBe(false);
    expect(statSync(join(root, ".data")).mode & 0o777).toBe(0o711);
    expect(statSync(join(root, ".data/secrets.json")).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, ".data/logs")).mode & 0o777).toBe(0o700);
  }, 60_000);

  it("refuses to start twice on one data directory, and says where the first one answers", async () => {
    const first = start();
    await first.says(/all parts ready/);
    const second = start({ PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(
      new RegExp(
        `runs already on .*/.data \\(process ${first.child.pid}\\), at http://127.0.0.1:${port}\\.`,
      ),
    );
    expect(await isReady()).toBe(true);
    await stop(first);
  }, 60_000);

  it.each(["router", "tax"])(
    "has %s ready again within 10 s of a kill -9",
    async (name) => {
      const launched = start();
      await launched.says(/all parts ready/);
      const killed = pidOf(name);
      process.kill(killed, "SIGKILL");
      const at = Date.now();
      await launched.says(new RegExp(`${name} ready after`), 2);
      expect(Date.now() - at).toBeLessThan(10_000);
      expect(pidOf(name)).not.toBe(killed);
      await stop(launched);
    },
    60_000,
  );

  it("has PostgreSQL ready again within 30 s of a kill -9, at the same address", async () => {
    const launched = start();
    await launched.says(/all parts ready/);
    const { MIGRATION_DATABASE_URL: url = "" } = await environmentOf("tax");
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => undefined);
    await client.connect();
    await client.query("CREATE TABLE tax.kept AS SELECT 42 AS answer");
    const [server = 0] = serversOn(cluster());
    process.kill(server, "SIGKILL");
    await launched.says(/postgres died and runs again/);
    const again = new pg.Client({ connectionString: url });
    await again.connect();
    expect((await again.query("SELECT answer FROM tax.kept")).rows).toEqual([{ answer: 42 }]);
    await again.query("DROP TABLE tax.kept");
    await again.end();
    expect(serversOn(cluster())).not.toEqual([server]);
    await stop(launched);
  }, 60_000);

  it("starts again after the launcher itself was killed, with one set of processes", async () => {
    const first = start();
    await first.says(/all parts ready/);
    const orphans = NAMES.map(pidOf);
    const [server] = serversOn(cluster());
    first.child.kill("SIGKILL");
    await first.ended;
    for (const pid of orphans) expect(await waitForExit(pid, 5_000)).toBe(true);
    const second = start();
    await second.says(/all parts ready/);
    expect(serversOn(cluster())).toEqual([server]);
    await stop(second);
  }, 60_000);

  it("gives up in one sentence when the port is taken, and leaves nothing running", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(port, "127.0.0.1", done));
    const launched = start();
    expect(await launched.ended).toBe(1);
    expect(launched.output()).toContain(`Port ${port} is taken by another program`);
    expect(serversOn(cluster())).toEqual([]);
    await new Promise((done) => other.close(done));
  }, 60_000);

  it("uses an existing server when DATABASE_URL names one, and starts none", async () => {
    const admin = new URL(process.env["WEALTHGRAPH_TEST_POSTGRES"] ?? "");
    admin.pathname = `/launched_${process.pid}`;
    // The run's server has its own passwords: this installation must know the same ones.
    const roles = JSON.parse(process.env["WEALTHGRAPH_TEST_ROLES"] ?? "{}") as object;
    const data = join(root, "other");
    mkdirSync(data);
    const filler = "x".repeat(32);
    writeFileSync(
      join(data, "secrets.json"),
      JSON.stringify({ postgres: filler, service: filler, roles, keys: {} }),
    );
    const launched = start({ DATABASE_URL: admin.href, DATA_DIR: "other" });
    await launched.says(/all parts ready/);
    expect(existsSync(join(data, "postgres"))).toBe(false);
    const { DATABASE_URL = "" } = await environmentOf("users");
    expect(new URL(DATABASE_URL)).toMatchObject({
      port: admin.port,
      pathname: admin.pathname,
      username: "wealthgraph_users",
    });
    await stop(launched);
    const client = new pg.Client({ connectionString: process.env["WEALTHGRAPH_TEST_POSTGRES"] });
    await client.connect();
    await client.query(`DROP DATABASE launched_${process.pid} WITH (FORCE)`);
    await client.end();
  }, 60_000);

  it("prints its settings for the README's table, and starts nothing", async () => {
    const main = join(root, "infra/local/dist/main.js");
    const { stdout } = spawnSync(process.execPath, [main, "--print-settings"], {
      encoding: "utf8",
    });
    const rows = JSON.parse(stdout) as { name: string; default: string }[];
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(launcherSettings));
    expect(rows).toContainEqual(expect.objectContaining({ name: "DATA_DIR", default: '".data"' }));
  });

  it("says what is wrong with a setting before it starts anything", async () => {
    const launched = start({ PORT: "many" });
    expect(await launched.ended).toBe(1);
    expect(launched.output()).toMatch(/Wealthgraph did not start. settings: PORT: /);
  });

  it("shows the log's end when a part does not start, and stops the others", async () => {
    const entry = join(root, "subgraphs/tax/dist/main.js");
    writeFileSync(entry, 'console.error("no tax today"); process.exit(7);');
    const launched = start();
    expect(await launched.ended).toBe(1);
    expect(launched.output()).toMatch(/tax does not start \(exit code 7\)[^]*no tax today/);
    expect(serversOn(cluster())).toEqual([]);
    rmSync(entry);
    const unbuilt = start();
    expect(await unbuilt.ended).toBe(1);
    expect(unbuilt.output()).toContain("Not built: tax.");
    writeFileSync(entry, PROCESS);
  }, 60_000);

  it("stops everything when npm, which ran it, ends without a word", async () => {
    const shell = spawn(
      "sh",
      ["-c", `${process.execPath} ${join(root, "infra/local/dist/main.js")} & echo $!; wait`],
      {
        env: { ...process.env, DEMO: "0", PORT: String(port), npm_lifecycle_event: "start" },
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let text = "";
    shell.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    for (const end = Date.now() + 25_000; !text.includes("all parts ready"); await sleep(20)) {
      if (Date.now() > end) throw new Error(text);
    }
    const launcher = Number(text.split("\n")[0]);
    shell.kill("SIGKILL");
    expect(await waitForExit(launcher, 15_000)).toBe(true);
    expect(serversOn(cluster())).toEqual([]);
  }, 60_000);
});
