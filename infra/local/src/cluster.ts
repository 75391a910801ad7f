import { spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { Failure } from "@wealthgraph/kernel/refusal";
import {
  binariesIn,
  platformPackage,
  type PostgresBinaries,
  sharedBinaries,
} from "./postgresBinaries.js";
import {
  chooseAccount,
  commandFor,
  identityOf,
  isReachable,
  type ServerAccount,
} from "./serverAccount.js";

/** An initialised cluster and what it takes to run it. */
export interface Cluster {
  /** PostgreSQL's data directory. */
  readonly directory: string;
  /** File of the server's log. */
  readonly log: string;
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount;
}

/** What a cluster is made of. */
export interface ClusterRequest {
  /** PostgreSQL's data directory, absolute; its parent exists. */
  readonly directory: string;
  /** Password of the superuser `postgres`; used when the cluster is made. */
  readonly password: string;
  /** False in tests: initialising does not wait for the disk. */
  readonly isDurable?: boolean;
  /** Account to run as; chosen by this process's rights when left out. */
  readonly account?: ServerAccount;
  /** Where root keeps what another user must reach when the project lies in a closed directory. */
  readonly shared?: string;
}

const MAJOR = "18";
const LOG_BYTES_MAX = 5_000_000;

const SHARED = "/var/lib/wealthgraph";

function run(cluster: Cluster, program: string, args: readonly string[]): Promise<void> {
  const command = commandFor(cluster.account, program, args);
  const child = spawn(command.file, command.args, {
    ...identityOf(cluster.account),
    cwd: "/",
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2_000)));
  }
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) =>
      code === 0 ? done() : fail(new Error(`${basename(program)}: ${output.trim()}`)),
    );
  });
}

const isWhole = (directory: string): boolean =>
  existsSync(join(directory, "PG_VERSION")) && existsSync(join(directory, "global", "pg_control"));

/** Removes drafts of initialisations that did not end, and moves aside what is no cluster. */
function clearThePlace(directory: string): void {
  const parent = dirname(directory);
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${basename(directory)}.draft-`)) {
      rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
  if (!existsSync(directory)) return;
  if (readdirSync(directory).length === 0) rmdirSync(directory);
  else renameSync(directory, `${directory}.broken-${Date.now()}`); // never delete what may be someone's data
}

async function initialise(cluster: Cluster, request: ClusterRequest): Promise<void> {
  const draft = `${cluster.directory}.draft-${process.pid}`;
  mkdirSync(draft, { mode: 0o700 });
  const data = join(draft, "data");
  const passwordFile = join(draft, "password");
  writeFileSync(passwordFile, request.password, { mode: 0o600 });
  if (cluster.account.kind === "user") {
    for (const path of [draft, passwordFile]) {
      chownSync(path, cluster.account.uid, cluster.account.gid);
    }
  }
  try {
    await run(cluster, cluster.binaries.initdb, [
      `--pgdata=${data}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      "--no-instructions",
      ...(request.isDurable === false ? ["--no-sync"] : []),
    ]);
    renameSync(data, cluster.directory);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function refuseOtherMajor(directory: string): void {
  const version = readFileSync(join(directory, "PG_VERSION"), "utf8").trim();
  if (version === MAJOR) return;
  throw new Failure("POSTGRES_VERSION_DIFFERS", {
    cause: new Error(
      `${directory} was made by PostgreSQL ${version}, this is ${MAJOR}: dump it with the old version, or start with another DATA_DIR.`,
    ),
  });
}

function placeFor(request: ClusterRequest, account: ServerAccount): Cluster {
  const source = platformPackage();
  const wanted = request.directory;
  const log = `${wanted}.log`;
  if (account.kind !== "user") {
    return { directory: wanted, log, account, binaries: binariesIn(source) };
  }
  const shared = request.shared ?? SHARED;
  const binaries = isReachable(join(source, "native", "bin", "postgres"))
    ? binariesIn(source)
    : sharedBinaries(source, shared);
  if (isReachable(wanted)) return { directory: wanted, log, account, binaries };
  const key = createHash("sha256").update(wanted).digest("hex").slice(0, 16);
  mkdirSync(shared, { recursive: true, mode: 0o755 });
  return { directory: join(shared, key), log, account, binaries };
}

/** Hands an existing cluster to the account that will run it, when another one ran it before. */
function handOver(directory: string, account: ServerAccount): void {
  const mine = process.getuid?.();
  if (mine !== 0) return;
  const { uid, gid } = account.kind === "user" ? account : { uid: 0, gid: 0 };
  if (statSync(directory).uid === uid) return;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), uid, gid);
  }
  lchownSync(directory, uid, gid);
}

/** Keeps one old log. */
function rotateLog(file: string): void {
  if (existsSync(file) && statSync(file).size > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
}

/**
 * Gives an initialised cluster, making it when it is missing or half-made.
 *
 * @throws {Failure} POSTGRES_DOES_NOT_START when initdb fails; POSTGRES_VERSION_DIFFERS for a cluster of another major version
 */
export async function prepareCluster(request: ClusterRequest): Promise<Cluster> {
  const account = request.account ?? chooseAccount();
  const cluster = placeFor(request, account);
  rotateLog(cluster.log);
  if (!isWhole(cluster.directory)) {
    clearThePlace(cluster.directory);
    try {
      await initialise(cluster, request);
    } catch (cause) {
      throw new Failure("POSTGRES_DOES_NOT_START", { cause });
    }
  }
  refuseOtherMajor(cluster.directory);
  handOver(cluster.directory, account);
  chmodSync(cluster.directory, 0o700); // PostgreSQL refuses a directory that others can read
  return cluster;
}
