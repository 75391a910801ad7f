import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";

interface Locked {
  readonly packages: Readonly<Record<string, object>>;
}
interface Bootstrap {
  readonly unfit: (on: { version: string; platform: string; isGlibc: boolean }) => string | null;
  readonly isInstallOf: (
    locked: Locked,
    installed: Locked,
    on: { os: string; cpu: string },
  ) => boolean;
}

const script = fileURLToPath(new URL("../bootstrap.mjs", import.meta.url));
const { unfit, isInstallOf } = (await import(script)) as Bootstrap;

let root: string;
const ran = (): string[] =>
  existsSync(join(root, "npm.log"))
    ? readFileSync(join(root, "npm.log"), "utf8").trim().split("\n")
    : [];

/** Stands for npm: notes its arguments and does what a test says. */
const npm = (body: string): void =>
  writeFileSync(
    join(root, "npm-cli.js"),
    `const fs = require("node:fs");
     fs.appendFileSync("npm.log", process.argv.slice(2).join(" ") + "\\n");
     ${body}`,
  );
const INSTALLS = `
  fs.rmSync("node_modules", { recursive: true, force: true });
  fs.mkdirSync("node_modules/.bin", { recursive: true });
  fs.writeFileSync("node_modules/.bin/node", "");
  fs.writeFileSync("node_modules/.bin/node.cmd", "");`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "wealthgraph-bootstrap-"));
  writeFileSync(
    join(root, "package-lock.json"),
    '{"packages":{"node_modules/a":{"version":"1.0.0"}}}',
  );
  npm(INSTALLS);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function bootstrap(): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, WEALTHGRAPH_ROOT: root, npm_execpath: join(root, "npm-cli.js") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  return new Promise((done) => child.once("close", (code) => done({ code, output })));
}

describe("bootstrap", () => {
  it("installs once, and again only when the lockfile has changed", async () => {
    expect((await bootstrap()).code).toBe(0);
    expect((await bootstrap()).code).toBe(0);
    expect(ran()).toHaveLength(1);
    writeFileSync(
      join(root, "package-lock.json"),
      '{"packages":{"node_modules/a":{"version":"2.0.0"}}}',
    );
    expect((await bootstrap()).output).toContain("The lockfile has changed");
    expect(ran()).toHaveLength(2);
  });

  it("installs what building needs whatever npm is set to leave out", async () => {
    await bootstrap();
    expect(ran()[0]).toBe(
      "ci --include=dev --include=optional --no-audit --no-fund --loglevel=error",
    );
  });

  it("takes an install that npm made from this lockfile as it is", async () => {
    mkdirSync(join(root, "node_modules"));
    writeFileSync(
      join(root, "node_modules", ".package-lock.json"),
      readFileSync(join(root, "package-lock.json")),
    );
    expect((await bootstrap()).code).toBe(0);
    expect(ran()).toEqual([]);
  });

  it("lets one of two at once install, and the other wait for it", async () => {
    npm(`Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600); ${INSTALLS}`);
    const first = bootstrap();
    while (!existsSync(join(root, ".wealthgraph", "install.lock"))) await sleep(5);
    const [a, b] = await Promise.all([first, bootstrap()]);
    expect([a.code, b.code]).toEqual([0, 0]);
    expect(b.output).toMatch(/Another install is running \(process \d+\)/);
    expect(ran()).toHaveLength(1);
  });

  it("takes over from one that was killed", async () => {
    mkdirSync(join(root, ".wealthgraph"));
    writeFileSync(join(root, ".wealthgraph", "install.lock"), "999999");
    expect((await bootstrap()).code).toBe(0);
    expect(ran()).toHaveLength(1);
  });

  it("says that the network is needed when npm does not reach the registry, and tries again next time", async () => {
    npm(`console.error("npm error code ENOTFOUND"); process.exit(1);`);
    const failed = await bootstrap();
    expect(failed.code).toBe(1);
    expect(failed.output).toContain("needs the network once");
    npm(INSTALLS);
    expect((await bootstrap()).code).toBe(0);
    expect(ran()).toHaveLength(2);
  });

  it("fails when npm fails for another reason, and leaves the word to npm", async () => {
    npm(`console.error("npm error EUSAGE out of sync"); process.exit(1);`);
    expect(await bootstrap()).toMatchObject({
      code: 1,
      output: expect.stringMatching(/EUSAGE[^]*its own words are above/),
    });
  });
});

describe("unfit", () => {
  it.each([
    ["18.20.4", "linux-x64", true, /Node 18.20.4 is too old: install Node 20/],
    ["20.11.0", "darwin-arm64", true, /no pinned Node for darwin-arm64[^]*22.18 or newer/],
    ["22.17.1", "darwin-x64", true, /22.18 or newer/],
    ["24.0.0", "linux-x64", false, /no glibc/],
  ])("refuses Node %s on %s (glibc: %s)", (version, platform, isGlibc, reason) => {
    expect(unfit({ version, platform, isGlibc })).toMatch(reason);
  });

  it.each([
    ["20.0.0", "linux-x64"],
    ["20.9.0", "linux-arm64"],
    ["20.9.0", "win32-x64"],
    ["22.18.0", "darwin-arm64"],
    ["25.1.0", "darwin-x64"],
  ])("takes Node %s on %s", (version, platform) => {
    expect(unfit({ version, platform, isGlibc: true })).toBeNull();
  });
});

describe("isInstallOf", () => {
  const here = { os: "linux", cpu: "x64" };
  const a = { version: "1.0.0", integrity: "sha512-a" };
  const locked = (packages: Record<string, object>): Locked => ({ packages });

  it.each([
    ["the same version", { "node_modules/a": a }, { "node_modules/a": a }, true],
    [
      "another version",
      { "node_modules/a": a },
      { "node_modules/a": { ...a, version: "2.0.0" } },
      false,
    ],
    [
      "another content",
      { "node_modules/a": a },
      { "node_modules/a": { ...a, integrity: "x" } },
      false,
    ],
    ["nothing", { "node_modules/a": a }, {}, false],
    [
      "no optional package of another system",
      { "node_modules/a": { ...a, optional: true, os: ["darwin"] } },
      {},
      true,
    ],
    [
      "no optional package of this system",
      { "node_modules/a": { ...a, optional: true, os: ["linux"], cpu: ["x64"] } },
      {},
      false,
    ],
    [
      "no optional package of every system but this",
      { "node_modules/a": { ...a, optional: true, os: ["!linux"] } },
      {},
      true,
    ],
    [
      "only a link to a workspace",
      { "node_modules/a": { link: true, resolved: "a" }, a: {} },
      {},
      true,
    ],
  ])("says whether it is when there is %s", (_what, lock, installed, is) => {
    expect(isInstallOf(locked(lock), locked(installed), here)).toBe(is);
  });
});
