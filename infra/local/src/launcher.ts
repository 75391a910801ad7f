import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Failure } from "@wealthgraph/kernel/refusal";
import { type DatabaseServer, keepEmbeddedServer, useDatabaseServer } from "./databaseServer.js";
import { consoleLine } from "./logLine.js";
import { freePorts, requireFree } from "./ports.js";
import { residentBytes } from "./residentMemory.js";
import type { DatabaseUrls } from "./roles.js";
import { RotatingLog } from "./rotatingLog.js";
import { RunLock } from "./runLock.js";
import { readSecrets, type Secrets } from "./secrets.js";
import type { LauncherSettings } from "./settings.js";
import { type ProcessObserver, type ProcessSpec, SupervisedProcess } from "./supervisedProcess.js";
import { addressOf, SUBGRAPHS, topology } from "./topology.js";

/** A product that runs and answers. */
export interface Installation {
  /** Where the endpoint answers, without a path: http://127.0.0.1:4000 */
  readonly address: string;
  readonly dataDirectory: string;
  /** True when this start made the data directory's secrets, and so its database. */
  readonly isFirstStart: boolean;
  /** Addresses of the database's logins now. */
  readonly databases: () => DatabaseUrls;
  readonly serviceSecret: string;
  /** Loopback port of every subgraph, by name. */
  readonly ports: Readonly<Record<string, number>>;
  /** Resident memory of all parts, the launcher included; null where the system does not tell. */
  residentBytes(): number | null;
  /** Stops the router, then the subgraphs, then the database. */
  stop(): Promise<void>;
  /** Ends the processes at once; the database still shuts down in order. */
  kill(): void;
}

export interface LaunchOptions {
  /** The project's root. */
  readonly root: string;
  readonly settings: LauncherSettings;
  readonly environment: NodeJS.ProcessEnv;
  /** One line for the person at the console. */
  say(line: string): void;
  /** Asked to give up while starting. */
  readonly signal?: AbortSignal;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const causeOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);

function observerOf(options: LaunchOptions, lock: RunLock): ProcessObserver {
  return {
    started: (name, pid) => lock.noteChild(name, pid),
    ready: (name, afterMs) => options.say(`${name} ready after ${seconds(afterMs)}`),
    ended: (name, how, againInMs) =>
      options.say(`${name} ended (${how}), starts again in ${seconds(againInMs)}`),
    line: (name, text) => {
      const line = consoleLine(name, text);
      if (line !== null) options.say(line);
    },
  };
}

function requireBuilt(specs: readonly ProcessSpec[]): void {
  const missing = specs.filter((spec) => !existsSync(spec.entry)).map((spec) => spec.name);
  if (missing.length === 0) return;
  throw new Failure("NOT_BUILT", {
    cause: new Error(
      `Not built: ${missing.join(", ")}. Use npm start, which builds, or npm run build.`,
    ),
  });
}

/** What has been opened so far; closed in the opposite order of need, also when a start fails half-way. */
class Opened {
  database: DatabaseServer | null = null;
  processes: SupervisedProcess[] = [];
  readonly #lock: RunLock;
  #logs: RotatingLog[] = [];
  #closing: Promise<void> | null = null;

  constructor(lock: RunLock) {
    this.#lock = lock;
  }

  log(file: string): RotatingLog {
    const log = new RotatingLog(file);
    this.#logs.push(log);
    return log;
  }

  restartAll(): void {
    for (const supervised of this.processes) supervised.restart();
  }

  kill(): void {
    for (const supervised of this.processes) supervised.kill();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const router = this.processes.filter((supervised) => supervised.name === "router");
    const others = this.processes.filter((supervised) => supervised.name !== "router");
    for (const group of [router, others]) {
      await Promise.all(group.map((supervised) => supervised.stop()));
    }
    await this.database?.stop();
    for (const log of this.#logs) log.close();
    this.#lock.release();
  }
}

async function openDatabase(
  options: LaunchOptions,
  opened: Opened,
  place: { readonly secrets: Secrets; readonly dataDirectory: string; readonly port: number },
): Promise<DatabaseServer> {
  const { DATABASE_URL } = options.settings;
  if (DATABASE_URL !== undefined) return useDatabaseServer(DATABASE_URL, place.secrets);
  return keepEmbeddedServer({
    ...place,
    onRestart: (isMoved) => {
      options.say("postgres died and runs again");
      if (isMoved) opened.restartAll();
    },
    onTrouble: (error) => options.say(`postgres does not start: ${causeOf(error)}`),
  });
}

/**
 * Starts the whole product and waits until every part is ready.
 *
 * @throws {Failure} with one sentence for a person as its cause; everything is stopped again then
 */
export async function launch(options: LaunchOptions): Promise<Installation> {
  const { settings, root } = options;
  const dataDirectory = resolve(root, settings.DATA_DIR);
  const address = addressOf(settings);
  const lock = await RunLock.take(dataDirectory, address);
  const opened = new Opened(lock);
  try {
    await requireFree(settings.HOST, settings.PORT);
    const secretsFile = join(dataDirectory, "secrets.json");
    const isFirstStart = !existsSync(secretsFile);
    const secrets = readSecrets(secretsFile);
    const { postgres = 0, ...ports } = await freePorts(
      ["postgres", ...SUBGRAPHS.map(({ name }) => name)],
      [settings.PORT],
    );
    const databases = (): DatabaseUrls => {
      if (opened.database === null) throw new Failure("DATABASE_NOT_OPEN");
      return opened.database.urls();
    };
    const specs = topology({
      root,
      settings,
      ports,
      databases,
      secrets,
      inherited: options.environment,
    });
    requireBuilt(specs);
    opened.database = await openDatabase(options, opened, {
      secrets,
      dataDirectory,
      port: postgres,
    });
    options.signal?.throwIfAborted();
    const observer = observerOf(options, lock);
    opened.processes = specs.map((spec) => {
      const log = opened.log(join(dataDirectory, "logs", `${spec.name}.log`));
      return new SupervisedProcess(spec, log, observer, { workingDirectory: root });
    });
    options.signal?.addEventListener("abort", () => void opened.close());
    await Promise.all(opened.processes.map((supervised) => supervised.firstReady));
    return {
      address,
      dataDirectory,
      isFirstStart,
      databases,
      ports,
      serviceSecret: secrets.service,
      residentBytes: () => residentBytes([process.pid, ...[opened.database?.pid() ?? []].flat()]),
      stop: () => opened.close(),
      kill: () => opened.kill(),
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
