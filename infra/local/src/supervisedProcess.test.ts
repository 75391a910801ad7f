import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./ports.js";
import { isAlive, waitForExit } from "./postmaster.js";
import { RotatingLog } from "./rotatingLog.js";
import { SupervisedProcess, type SupervisionOptions } from "./supervisedProcess.js";

const SERVES = `
  const http = require("node:http");
  http.createServer((request, response) => response.end("ready")).listen(Number(process.env.PORT), "127.0.0.1");`;
const ENDS_WHEN_ASKED = `process.on("SIGTERM", () => { console.log("asked"); process.exit(0); });`;
const STAYS = `process.on("SIGTERM", () => console.log("asked"));`;

let home: string;
let log: RotatingLog;
let port: number;
let supervised: SupervisedProcess | null;
let told: string[];
let pids: number[];
let lives = 0;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "wealthgraph-process-"));
  log = new RotatingLog(join(home, "logs", "one.log"));
  port = await freePort();
  [told, pids, lives, supervised] = [[], [], 0, null];
});

afterEach(async () => {
  supervised?.kill();
  await supervised?.stop();
  expect(pids.filter(isAlive)).toEqual([]);
  log.close();
  rmSync(home, { recursive: true, force: true });
});

function supervise(script: string, options: Partial<SupervisionOptions> = {}): SupervisedProcess {
  const entry = join(home, "one.cjs");
  writeFileSync(entry, script);
  supervised = new SupervisedProcess(
    {
      name: "one",
      entry,
      oldSpaceMiB: 64,
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
      environment: () => ({ PORT: String(port), LIFE: String((lives += 1)) }),
    },
    log,
    {
      started: (_name, pid) => pids.push(pid),
      ready: () => told.push("ready"),
      ended: (_name, how) => told.push(how),
      line: (_name, text) => told.push(text),
    },
    { workingDirectory: home, backoffMs: 20, ...options },
  );
  return supervised;
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !condition(); await sleep(10)) {
    if (Date.now() > end) throw new Error(`not within 10 s; so far: ${told.join(", ")}`);
  }
}

describe("SupervisedProcess", () => {
  it("is ready when the process answers, and ends it when stopped", async () => {
    const one = supervise(SERVES + ENDS_WHEN_ASKED);
    await one.firstReady;
    await one.stop();
    expect(told).toEqual(["ready", "asked"]);
    expect(readFileSync(log.file, "utf8")).toBe("asked\n");
  });

  it("is not ready while the process answers that it is not", async () => {
    supervise(`
      const http = require("node:http");
      let asked = 0;
      http.createServer((request, response) => {
        asked += 1;
        console.log("asked " + asked);
        response.writeHead(asked < 3 ? 503 : 200).end();
      }).listen(Number(process.env.PORT), "127.0.0.1");`);
    await supervised?.firstReady;
    expect(told.slice(0, 3)).toEqual(["asked 1", "asked 2", "asked 3"]);
  });

  it("has a killed process ready again within 10 s, each time", async () => {
    const one = supervise(SERVES);
    await one.firstReady;
    for (const life of [1, 2, 3]) {
      process.kill(pids.at(-1) ?? 0, "SIGKILL");
      await until(() => told.filter((what) => what === "ready").length === life + 1);
    }
    expect(told.filter((what) => what === "SIGKILL")).toHaveLength(3);
    expect(new Set(pids).size).toBe(4);
  });

  it("gives each life a fresh environment", async () => {
    const one = supervise(`${SERVES} console.log("life " + process.env.LIFE);`);
    await one.firstReady;
    one.restart();
    await until(() => told.includes("life 2") && told.at(-1) === "ready");
  });

  it("gives up on a process that never gets ready, and shows the end of its log", async () => {
    const one = supervise(`console.error("settings: PORT is wrong"); process.exit(3);`);
    await expect(one.firstReady).rejects.toMatchObject({
      code: "PROCESS_DOES_NOT_START",
      cause: {
        message: expect.stringMatching(/^one does not start \(exit code 3\)[^]*PORT is wrong$/),
      },
    });
    expect(pids).toHaveLength(3);
  });

  it("gives up on a process that neither ends nor gets ready", async () => {
    const one = supervise("setInterval(() => {}, 1000);", { readyMsMax: 300 });
    await expect(one.firstReady).rejects.toMatchObject({
      cause: { message: expect.stringContaining("one is not ready in time") },
    });
  });

  it("never gives up on a process that was ready once, and waits longer each time", async () => {
    supervise(
      `if (process.env.LIFE === "1") { ${SERVES} } else if (Number(process.env.LIFE) < 6) process.exit(4); else { ${SERVES} }`,
    );
    await supervised?.firstReady;
    process.kill(pids[0] ?? 0, "SIGKILL");
    await until(() => told.filter((what) => what === "ready").length === 2);
    expect(told).toEqual(["ready", "SIGKILL", ...Array(4).fill("exit code 4"), "ready"]);
  });

  it("kills a process that does not end when asked", async () => {
    const one = supervise(SERVES + STAYS, { stopMsMax: 200 });
    await one.firstReady;
    await one.stop();
    expect(told).toContain("asked");
    expect(isAlive(pids[0] ?? 0)).toBe(false);
  });

  it("says that it was stopped to whoever waits for it", async () => {
    const one = supervise("setInterval(() => {}, 1000);");
    await until(() => pids.length === 1);
    await one.stop();
    await expect(one.firstReady).rejects.toThrow("PROCESS_STOPPED");
    expect(await waitForExit(pids[0] ?? 0, 1_000)).toBe(true);
  });
});
