/**
 * Installs what `npm start`, `npm test` and `npm run bench` need, when it is missing or the lockfile
 * has changed. Runs before them, on whatever Node the machine has (20 or newer), without any
 * dependency.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Platforms for which npm brings the pinned Node. */
const PINNED = ["linux-x64", "linux-arm64", "win32-x64"];
const OLDEST_HERE = [20, 0];
const OLDEST_UNPINNED = [22, 18];
const POLL_MS = 200;
const NO_NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/;

class Refused extends Error {}

const root = resolve(
  process.env.WEALTHGRAPH_ROOT ?? fileURLToPath(new URL("../..", import.meta.url)),
);
const lockfile = join(root, "package-lock.json");
const stamp = join(root, "node_modules", ".wealthgraph-install");
const installLock = join(root, ".wealthgraph", "install.lock");
const platform = `${process.platform}-${process.arch}`;

/** Says in one sentence why this Node or system cannot serve; null when it can. */
export function unfit({ version, platform, isGlibc }) {
  const [major, minor] = version.split(".").map(Number);
  const isOlder = ([a, b]) => major < a || (major === a && minor < b);
  if (isOlder(OLDEST_HERE)) {
    return `Node ${version} is too old: install Node ${OLDEST_HERE[0]} or newer (https://nodejs.org).`;
  }
  if (!PINNED.includes(platform) && isOlder(OLDEST_UNPINNED)) {
    return `npm has no pinned Node for ${platform}, so yours is used, and ${version} is too old: install Node ${OLDEST_UNPINNED.join(".")} or newer (https://nodejs.org).`;
  }
  if (platform.startsWith("linux") && !isGlibc) {
    return "This Linux has no glibc (Alpine?): the pinned Node and PostgreSQL need it. Use a Debian, Ubuntu or Fedora image.";
  }
  return null;
}

function hasGlibc() {
  if (process.platform !== "linux") return true;
  process.report.excludeNetwork = true;
  return process.report.getReport().header.glibcVersionRuntime !== undefined;
}

const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : null);

const wanted = () =>
  createHash("sha256").update(platform).update(readFileSync(lockfile)).digest("hex");

/** True when `installed` (npm's own note in node_modules) is what `locked` asks for on this platform. */
export function isInstallOf(locked, installed, { os, cpu }) {
  const fits = (rule, value) => {
    const list = [rule ?? []].flat();
    if (list.includes(`!${value}`)) return false;
    return list.includes(value) || list.every((item) => item.startsWith("!"));
  };
  return Object.entries(locked.packages).every(([path, entry]) => {
    if (!path.includes("node_modules/") || entry.link) return true;
    const found = installed.packages[path];
    if (found !== undefined) {
      return found.version === entry.version && found.integrity === entry.integrity;
    }
    // An optional package may be left out where it does not fit; libc is npm's business.
    const isForUs = fits(entry.os, os) && fits(entry.cpu, cpu) && entry.libc === undefined;
    return (
      entry.optional === true && !(isForUs && (entry.os !== undefined || entry.cpu !== undefined))
    );
  });
}

function isInstalledByHand() {
  const note = read(join(root, "node_modules", ".package-lock.json"));
  if (note === null) return false;
  try {
    return isInstallOf(JSON.parse(readFileSync(lockfile, "utf8")), JSON.parse(note), {
      os: process.platform,
      cpu: process.arch,
    });
  } catch {
    return false;
  }
}

function isInstalled(hash) {
  if (read(stamp) === hash) return true;
  if (!isInstalledByHand()) return false;
  writeFileSync(stamp, hash);
  return true;
}

function npmCi() {
  // NODE_ENV=production or an omit setting would leave out what building needs.
  // The warnings name engines: what runs later runs on the pinned Node, not on the one that installs.
  const args = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const cli = process.env.npm_execpath;
  const [file, first] =
    cli !== undefined && cli.endsWith(".js") ? [process.execPath, [cli]] : ["npm", []];
  const child = spawn(file, [...first, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "pipe"],
    shell: file === "npm" && process.platform === "win32",
  });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    process.stderr.write(chunk);
    errors = (errors + chunk).slice(-20_000);
  });
  return new Promise((done, fail) => {
    child.once("error", (error) => fail(new Refused(`npm cannot be run: ${error.message}`)));
    child.once("close", (code) => {
      if (code === 0) return done();
      const reason = NO_NETWORK.test(errors)
        ? "The npm registry cannot be reached: the first start (and the first after an update) needs the network once, or a filled npm cache."
        : "npm ci failed; its own words are above.";
      fail(new Refused(reason));
    });
  });
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** One install at a time: a second bootstrap waits for the first, then finds its work done. */
async function withInstallLock(work) {
  mkdirSync(dirname(installLock), { recursive: true });
  let hasSaid = false;
  for (;;) {
    try {
      const descriptor = openSync(installLock, "wx");
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = Number(read(installLock));
    if (holder > 0 && !isAlive(holder)) {
      rmSync(installLock, { force: true }); // it was killed half-way: npm ci begins anew anyway
      continue;
    }
    if (!hasSaid)
      console.log(`Another install is running (process ${holder || "unknown"}); waiting for it.`);
    hasSaid = true;
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
  try {
    return await work();
  } finally {
    rmSync(installLock, { force: true });
  }
}

function requirePinnedNode() {
  if (!PINNED.includes(platform)) return;
  const name = process.platform === "win32" ? "node.cmd" : "node";
  if (existsSync(join(root, "node_modules", ".bin", name))) return;
  throw new Refused("npm left out the pinned Node: remove omit=optional from your npm settings.");
}

async function install(hash) {
  if (isInstalled(hash)) return;
  console.log(existsSync(stamp) ? "The lockfile has changed: installing." : "Installing (once).");
  await npmCi();
  requirePinnedNode();
  writeFileSync(stamp, hash);
}

async function main() {
  const fault = unfit({ version: process.versions.node, platform, isGlibc: hasGlibc() });
  if (fault !== null) throw new Refused(fault);
  if (!existsSync(lockfile))
    throw new Refused(`${lockfile} is missing: clone the repository again.`);
  const hash = wanted();
  if (!isInstalled(hash)) await withInstallLock(() => install(hash));
}

const program = process.argv[1] ?? "";
if (existsSync(program) && realpathSync(program) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error instanceof Refused ? error.message : error);
    process.exitCode = 1;
  });
}
