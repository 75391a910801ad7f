import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "@wealthgraph/kernel/refusal";
import pg from "pg";
import { type Cluster, type ClusterRequest, prepareCluster } from "./cluster.js";
import { freePort } from "./ports.js";
import {
  forgetPostmaster,
  isAlive,
  type Postmaster,
  readPostmaster,
  serversOn,
  stopServer,
} from "./postmaster.js";
import { commandFor, identityOf } from "./serverAccount.js";

export interface EmbeddedPostgresOptions extends ClusterRequest {
  /** Port to try first; another one is taken when it is in use. */
  readonly port?: number;
}

/** A running server on 127.0.0.1. */
export interface EmbeddedPostgres {
  /** The superuser's address, database `postgres`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** True when the server was running already and was taken over. */
  readonly isAdopted: boolean;
  /** Ends when the server's process has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** Fast shutdown: open transactions roll back, everything committed is on disk. */
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000; // crash recovery replays at most max_wal_size
const ATTEMPTS = 6;

/** Small on purpose: all processes of the product together stay below 1.2 GB. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "64MB",
  work_mem: "4MB",
  maintenance_work_mem: "32MB",
  wal_buffers: "2MB",
  max_wal_size: "256MB",
  min_wal_size: "64MB",
  max_worker_processes: "4",
  max_parallel_workers_per_gather: "0",
  max_wal_senders: "0",
  wal_level: "minimal",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  idle_in_transaction_session_timeout: "60s",
} as const;

const VOLATILE = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } as const;

const urlOf = (password: string, port: number): string =>
  `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;

/** SQLSTATE class 28: the server is up and does not take our password. */
const isRefusal = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code?.startsWith("28") === true;

/**
 * Asks a server until it lets us in: one that has just come back may be full of others, who ask too.
 *
 * @returns false when it refuses our password, ends, or lets nobody in for a minute
 */
async function letsUsIn({ url, pid }: Pick<EmbeddedPostgres, "url" | "pid">): Promise<boolean> {
  for (const end = Date.now() + READY_TIMEOUT_MS; Date.now() < end && isAlive(pid);) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => undefined); // the server ended while we asked: connect() says so
    try {
      await client.connect();
      await client.query("SELECT 1");
      return true;
    } catch (error) {
      if (isRefusal(error)) return false;
    } finally {
      await client.end().catch(() => undefined);
    }
    await sleep(50);
  }
  return false;
}

function running(pid: number, port: number, options: EmbeddedPostgresOptions) {
  return {
    pid,
    port,
    url: urlOf(options.password, port),
    stop: () => stopServer(pid),
  };
}

/** Ends when a process that is not our child has ended. */
async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(250);
}

/** Waits for a server that is starting or recovering. @returns null when it ends instead */
async function settled(pid: number, directory: string): Promise<Postmaster | null> {
  const end = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < end && isAlive(pid)) {
    const postmaster = readPostmaster(directory);
    if (postmaster?.pid === pid && postmaster.isReady) return postmaster;
    await sleep(10);
  }
  return null;
}

/** Takes over the server a killed parent left behind, or clears the way for a new one. */
async function adopt(
  directory: string,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres | null> {
  const servers = serversOn(directory);
  const [pid] = servers;
  if (pid !== undefined && servers.length === 1 && readPostmaster(directory)?.pid === pid) {
    const postmaster = await settled(pid, directory);
    if (postmaster !== null) {
      const server = running(pid, postmaster.port, options);
      if (await letsUsIn(server)) {
        return { ...server, isAdopted: true, exited: untilGone(pid) };
      }
    }
  }
  for (const server of servers) await stopServer(server);
  forgetPostmaster(directory);
  return null;
}

const tail = (file: string): string =>
  existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n").slice(-4).join(" | ") : "";

async function launch(
  cluster: Cluster,
  port: number,
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres | null> {
  const settings = { ...SETTINGS, ...(options.isDurable === false ? VOLATILE : {}) };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const args = ["-D", cluster.directory, "-p", String(port), ...flags];
  const command = commandFor(cluster.account, cluster.binaries.postgres, args);
  const log = openSync(cluster.log, "a", 0o600);
  const child = spawn(command.file, command.args, {
    ...identityOf(cluster.account),
    cwd: "/",
    detached: true, // Ctrl-C in the terminal must not stop it before the processes that use it
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const exited = new Promise<void>((done) => {
    child.once("exit", () => done());
    child.once("error", () => done());
  });
  child.unref();
  if (child.pid === undefined) return null;
  if ((await settled(child.pid, cluster.directory)) === null) {
    await stopServer(child.pid);
    return null;
  }
  const server = running(child.pid, port, options);
  const stop = async (): Promise<void> => {
    child.ref(); // or we might end before we hear of its end
    await server.stop();
    await exited;
  };
  return { ...server, isAdopted: false, exited, stop };
}

/**
 * Starts the PostgreSQL that came with npm, or takes over the one that already runs on `directory`
 * (after kill -9 of its parent PostgreSQL stays alive).
 *
 * The first start initialises the cluster beside its place and renames it, so that a half-made
 * cluster is never taken for a whole one.
 *
 * @throws {Failure} POSTGRES_DOES_NOT_START, with the end of the server's log as its cause
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const wanted = resolve(options.directory);
  mkdirSync(dirname(wanted), { recursive: true });
  const directory = join(realpathSync(dirname(wanted)), basename(wanted));
  const cluster = await prepareCluster({ ...options, directory });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const adopted = await adopt(cluster.directory, options);
    if (adopted !== null) return adopted;
    const port = attempt === 1 && options.port !== undefined ? options.port : await freePort();
    const server = await launch(cluster, port, options);
    if (server !== null) {
      if (await letsUsIn(server)) return server;
      const said = tail(cluster.log);
      await server.stop();
      throw new Failure("POSTGRES_DOES_NOT_START", {
        cause: new Error(
          `the server on ${cluster.directory} does not let us in. If it refuses the password, secrets.json beside it was lost or replaced: restore it, or start with another DATA_DIR. Its log ends: ${said}`,
        ),
      });
    }
    await sleep(100 * attempt); // the port was taken meanwhile, or an old server's memory is still in use
  }
  throw new Failure("POSTGRES_DOES_NOT_START", { cause: new Error(tail(cluster.log)) });
}
