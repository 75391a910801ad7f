import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embeddedPostgres.js";
import { freePort } from "./ports.js";
import { serversOn, stopServer } from "./postmaster.js";
import { identify, type ProcessIdentity, stillRuns } from "./processIdentity.js";
import { createRoles } from "./roles.js";
import { newSecrets } from "./secrets.js";

/** The servers of one test run, on random ports of 127.0.0.1, in a directory of their own. */
export interface TestServers {
  /** Superuser's address of the run's PostgreSQL. */
  readonly postgresUrl: string;
  /** Password of every role. */
  readonly roles: Readonly<Record<string, string>>;
  /** Null when the machine has no redis-server. */
  readonly redisUrl: string | null;
  stop(): Promise<void>;
}

interface Redis {
  readonly url: string;
  stop(): Promise<void>;
}

const PREFIX = "wealthgraph-test-";
const OWNER = "owner.json";
const REDIS = "redis.json";

function note(directory: string, file: string, pid: number | undefined): void {
  writeFileSync(join(directory, file), JSON.stringify(identify(pid ?? 0)));
}

function noted(directory: string, file: string): ProcessIdentity | null {
  try {
    // We wrote it ourselves, whole: it is small and its directory is new.
    return JSON.parse(readFileSync(join(directory, file), "utf8")) as ProcessIdentity | null;
  } catch {
    return null;
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("connect", () => done(true)).once("error", () => done(false));
    socket.once("connect", () => socket.destroy());
  });

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

async function startRedis(directory: string): Promise<Redis | null> {
  const port = await freePort();
  const flags = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", [...flags, "--dir", directory], { stdio: "ignore" });
  note(directory, REDIS, child.pid);
  let isMissing = false;
  child.once("error", () => (isMissing = true));
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (await answers(port)) {
      const exited = new Promise<void>((done) => child.once("exit", () => done()));
      const stop = async (): Promise<void> => {
        if (child.kill("SIGTERM")) await exited;
      };
      return { url: `redis://127.0.0.1:${port}`, stop };
    }
    if (isMissing || hasEnded(child)) return null;
    await sleep(20);
  }
  child.kill("SIGKILL");
  return null;
}

async function prepare(server: EmbeddedPostgres, roles: Readonly<Record<string, string>>) {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    await createRoles(client, roles);
  } finally {
    await client.end();
  }
}

/** Stops the servers of runs that were interrupted (jest runs no teardown then) and removes their files. */
export async function sweepInterruptedRuns(place: string): Promise<void> {
  for (const name of readdirSync(place).filter((entry) => entry.startsWith(PREFIX))) {
    const directory = join(realpathSync(place), name);
    const owner = noted(directory, OWNER);
    if (owner === null || stillRuns(owner)) continue;
    const redis = noted(directory, REDIS);
    if (redis !== null && stillRuns(redis)) process.kill(redis.pid, "SIGKILL");
    for (const pid of serversOn(join(directory, "postgres"))) await stopServer(pid);
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Starts what the tests of a whole run share. The PostgreSQL does not wait for the disk.
 *
 * @param place directory for the run's files
 */
export async function startTestServers(place = tmpdir()): Promise<TestServers> {
  await sweepInterruptedRuns(place);
  const directory = mkdtempSync(join(place, PREFIX));
  chmodSync(directory, 0o711); // PostgreSQL may run as another user, who must get through
  note(directory, OWNER, process.pid);
  const secrets = newSecrets();
  const postgres = await startEmbeddedPostgres({
    directory: join(directory, "postgres"),
    password: secrets.postgres,
    isDurable: false,
  });
  await prepare(postgres, secrets.roles);
  const redis = await startRedis(directory);
  return {
    postgresUrl: postgres.url,
    roles: secrets.roles,
    redisUrl: redis?.url ?? null,
    stop: async () => {
      await redis?.stop();
      await postgres.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
