import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from "./embeddedPostgres.js";
import { isAlive, serversOn, waitForExit } from "./postmaster.js";
import { platformPackage } from "./postgresBinaries.js";
import { isReachable, otherUser } from "./serverAccount.js";

const password = "a password of the test, 24+ characters";
const dist = new URL("../dist/embeddedPostgres.js", import.meta.url);
const isRoot = process.getuid?.() === 0;

let home: string;
let directory: string;
let started: EmbeddedPostgres[];

let template: string;

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), "wealthgraph-template-"));
  const first = { directory: join(template, "postgres"), password, isDurable: false };
  await (await startEmbeddedPostgres(first)).stop();
});

afterAll(() => rmSync(template, { recursive: true, force: true }));

/** For tests that are not about the first start: a cluster that was started and stopped before. */
const seed = (): void => cpSync(join(template, "postgres"), directory, { recursive: true });

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "wealthgraph-postgres-"));
  directory = join(home, "postgres");
  started = [];
});

afterEach(async () => {
  for (const server of started) await server.stop();
  expect(serversOn(directory)).toEqual([]);
  rmSync(home, { recursive: true, force: true });
});

async function start(options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ directory, password, isDurable: false, ...options });
  started.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const store = (server: EmbeddedPostgres): Promise<unknown[]> =>
  query(server.url, "CREATE TABLE kept AS SELECT 42 AS answer");
const stored = (server: EmbeddedPostgres): Promise<unknown[]> =>
  query(server.url, "SELECT answer FROM kept");
const KEPT = [{ answer: 42 }];

/** Starts a server from another Node process, which the test may kill. */
async function startInChild(identity: { uid?: number; gid?: number } = {}) {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(dist.href)});
    const server = await startEmbeddedPostgres(${JSON.stringify({ directory, password, isDurable: false })});
    console.log(JSON.stringify({ url: server.url, pid: server.pid }));
    process.on("SIGTERM", () => server.stop().then(() => process.exit(0)));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    ...identity,
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  const line = await new Promise<string>((done, fail) => {
    child.stdout.once("data", (chunk: Buffer) => done(chunk.toString()));
    child.once("exit", () => fail(new Error("the child ended before its server was ready")));
  });
  return { ...(JSON.parse(line) as { url: string; pid: number }), child, exited };
}

describe("first start", () => {
  it("makes a cluster that asks for the password and keeps others out of its files", async () => {
    const server = await start();
    expect(server.isAdopted).toBe(false);
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await expect(query(server.url.replace(/:[^:@]+@/, ":wrong@"), "SELECT 1")).rejects.toThrow(
      /password authentication failed/,
    );
    const rules = await query(
      server.url,
      "SELECT DISTINCT auth_method FROM pg_hba_file_rules WHERE type LIKE 'host%'",
    );
    expect(rules).toEqual([{ auth_method: "scram-sha-256" }]);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(`${directory}.log`).mode & 0o777).toBe(0o600);
    expect(readdirSync(home).toSorted()).toEqual(["postgres", "postgres.log"]);
  });

  it("waits for the disk at every commit unless it is for tests", async () => {
    seed();
    const [settings] = await query((await start({ isDurable: true })).url, "SHOW fsync");
    expect(settings).toEqual({ fsync: "on" });
  });

  it("takes another port when the wanted one is in use", async () => {
    seed();
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const server = await start({ port });
    expect(server.port).not.toBe(port);
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await new Promise((done) => other.close(done));
  });
});

describe("next start", () => {
  beforeEach(seed);

  it("finds what was stored", async () => {
    const first = await start();
    await store(first);
    await first.stop();
    await first.exited;
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(second.isAdopted).toBe(false);
    expect(await stored(second)).toEqual(KEPT);
  });

  it("refuses a password that is not the cluster's, and says so", async () => {
    await expect(start({ password: "some other password" })).rejects.toMatchObject({
      code: "POSTGRES_DOES_NOT_START",
      cause: {
        message: expect.stringMatching(/does not let us in[^]*password authentication failed/),
      },
    });
  });

  it("refuses a cluster of another major version, and says which", async () => {
    writeFileSync(join(directory, "PG_VERSION"), "16\n");
    await expect(start()).rejects.toMatchObject({
      code: "POSTGRES_VERSION_DIFFERS",
      cause: { message: expect.stringMatching(/made by PostgreSQL 16, this is 18/) },
    });
  });
});

describe("start after a kill", () => {
  beforeEach(seed);

  it("takes over the server when only its parent was killed", async () => {
    const { child, exited, url, pid } = await startInChild();
    await query(url, "CREATE TABLE kept AS SELECT 42 AS answer");
    child.kill("SIGKILL");
    await exited;
    const server = await start();
    expect(server.isAdopted).toBe(true);
    expect(server.pid).toBe(pid);
    expect(await stored(server)).toEqual(KEPT);
    await server.stop();
    await server.exited;
    expect(isAlive(pid)).toBe(false);
  });

  it("waits for a place when others have taken them all", async () => {
    const first = await startInChild();
    const others = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const client = new pg.Client({ connectionString: first.url });
        client.on("error", () => undefined);
        await client.connect();
        return client;
      }),
    );
    first.child.kill("SIGKILL");
    await first.exited;
    const starting = start();
    await sleep(500);
    await Promise.all(others.map((client) => client.end()));
    expect((await starting).isAdopted).toBe(true);
  });

  it("recovers what was committed when the server itself was killed", async () => {
    const first = await start({ isDurable: true });
    await store(first);
    process.kill(first.pid, "SIGKILL");
    await first.exited;
    const second = await start();
    expect(second.isAdopted).toBe(false);
    expect(await stored(second)).toEqual(KEPT);
  });

  it.each([
    ["missing", (file: string) => rmSync(file)],
    ["empty", (file: string) => writeFileSync(file, "")],
    ["garbage", (file: string) => writeFileSync(file, "\u0000not a number\n")],
    ["of another process", (file: string) => writeFileSync(file, `${process.pid}\n/x\n1\n5432\n`)],
  ])("replaces the running server when its postmaster.pid is %s", async (_how, spoil) => {
    const first = await start();
    await store(first);
    spoil(join(directory, "postmaster.pid"));
    const second = await start();
    expect(second.isAdopted).toBe(false);
    expect(serversOn(directory)).toEqual([second.pid]);
    expect(isAlive(first.pid)).toBe(false);
    expect(await stored(second)).toEqual(KEPT);
  });

  it.each([
    ["empty", ""],
    ["garbage", "\u0000not a number\n"],
    ["of a process that lives and is no PostgreSQL", `${process.pid}\n/x\n1\n5432\n`],
    ["of a process that is gone", "999999\n/x\n1\n5432\n"],
  ])("starts when no server runs and postmaster.pid is %s", async (_how, content) => {
    const first = await start();
    await store(first);
    await first.stop();
    writeFileSync(join(directory, "postmaster.pid"), content);
    expect(await stored(await start())).toEqual(KEPT);
  });
});

describe("start on a half-made cluster", () => {
  it("begins anew in an empty directory", async () => {
    mkdirSync(directory);
    expect(await query((await start()).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("removes the drafts of initialisations that did not end", async () => {
    mkdirSync(join(home, "postgres.draft-1", "data"), { recursive: true });
    await start();
    expect(readdirSync(home).filter((name) => name.includes("draft"))).toEqual([]);
  });

  it("moves aside what is no whole cluster, and deletes nothing of it", async () => {
    mkdirSync(directory);
    writeFileSync(join(directory, "PG_VERSION"), "18\n");
    await start();
    const aside = readdirSync(home).find((name) => name.startsWith("postgres.broken-")) ?? "";
    expect(readFileSync(join(home, aside, "PG_VERSION"), "utf8")).toBe("18\n");
  });

  it("says what initdb said when it fails, and leaves nothing behind", async () => {
    const account = { kind: "user", name: "nobody", uid: 65534, gid: 65534 } as const;
    mkdirSync(join(home, "closed"), { mode: 0o700 });
    const inside = join(home, "closed", "postgres");
    await expect(
      start({ directory: inside, account, shared: join(home, "closed", "shared") }),
    ).rejects.toMatchObject({ code: "POSTGRES_DOES_NOT_START" });
    expect(readdirSync(join(home, "closed")).filter((name) => name.includes("draft"))).toEqual([]);
  });
});

describe.each([
  ["through a user namespace", { kind: "namespace" } as const],
  ["through another user", isRoot ? otherUser() : ({ kind: "self" } as const)],
])("start by root %s", (_way, account) => {
  it("runs the server and finds the data again", async () => {
    if (!isRoot) return console.info("not root: this machine cannot try how root starts it");
    chmodSync(home, 0o755);
    const first = await start({ account });
    await store(first);
    await first.stop();
    expect(await stored(await start({ account }))).toEqual(KEPT);
  });
});

describe("start by root through another user", () => {
  it("keeps the cluster and the programs where that user can reach them", async () => {
    if (!isRoot) return console.info("not root: this machine cannot try how root starts it");
    const account = otherUser();
    chmodSync(home, 0o755);
    mkdirSync(join(home, "closed"), { mode: 0o700 });
    const options = {
      directory: join(home, "closed", "postgres"),
      shared: join(home, "open"),
      account,
    };
    const first = await start(options);
    await store(first);
    const [{ place } = { place: "" }] = (await query(
      first.url,
      "SELECT current_setting('data_directory') AS place",
    )) as { place: string }[];
    expect(place.startsWith(join(home, "open"))).toBe(true);
    await first.stop();
    expect(await stored(await start(options))).toEqual(KEPT);
  });

  it("takes a cluster over that root made in a user namespace, and gives it back", async () => {
    if (!isRoot) return console.info("not root: this machine cannot try how root starts it");
    chmodSync(home, 0o755);
    const first = await start({ account: { kind: "namespace" } });
    await store(first);
    await first.stop();
    const second = await start({ account: otherUser() });
    expect(await stored(second)).toEqual(KEPT);
    await second.stop();
    expect(await stored(await start({ account: { kind: "namespace" } }))).toEqual(KEPT);
  });
});

describe("start by a normal user", () => {
  it("runs the server as that user", async () => {
    const program = join(platformPackage(), "native", "bin", "postgres");
    if (isRoot && !(isReachable(program) && isReachable(process.execPath))) {
      return console.info("the project lies in a closed directory: no other user can try it");
    }
    const account = isRoot ? otherUser() : null;
    const identity = account?.kind === "user" ? { uid: account.uid, gid: account.gid } : {};
    if (account?.kind === "user") chownSync(home, account.uid, account.gid);
    const { child, exited, url, pid } = await startInChild(identity);
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(statSync(directory).uid).toBe(identity.uid ?? process.getuid?.());
    child.kill("SIGTERM");
    await exited;
    expect(await waitForExit(pid, 5_000)).toBe(true);
  });
});

it("tests against a build of the sources", () => {
  expect(existsSync(fileURLToPath(dist))).toBe(true);
});
