import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "./postmaster.js";
import { identify, stillRuns } from "./processIdentity.js";
import { RunLock } from "./runLock.js";

let home: string;
let file: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "wealthgraph-lock-"));
  file = join(home, "launcher.json");
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

const gone = { pid: 999_999, began: "1" };
const left = (run: object): void => writeFileSync(file, JSON.stringify(run));

describe("RunLock", () => {
  it("refuses a second launcher, and says where the first one answers", async () => {
    await RunLock.take(home, "http://127.0.0.1:4000");
    await expect(RunLock.take(home, "http://127.0.0.1:4001")).rejects.toMatchObject({
      code: "ALREADY_RUNNING",
      cause: { message: expect.stringMatching(/process \d+\), at http:\/\/127.0.0.1:4000\./) },
    });
    expect(readdirSync(home)).toEqual(["launcher.json"]);
  });

  it("is free again when released, and only its owner reads it", async () => {
    const lock = await RunLock.take(home, "a");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    lock.release();
    await RunLock.take(home, "b");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ address: "b" });
  });

  it.each([
    ["gone", () => left({ launcher: gone, address: "a", children: {} })],
    [
      "gone and its number is another process's now",
      () => left({ launcher: { pid: process.pid, began: "0" }, address: "a", children: {} }),
    ],
    ["unknown, the note being cut short", () => writeFileSync(file, '{"laun')],
  ])("takes over when the launcher is %s", async (_how, leave) => {
    leave();
    await RunLock.take(home, "b");
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ address: "b", children: {} });
  });

  it("stops what a killed launcher left running, and nothing that merely has its number", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const innocent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const tax = identify(child.pid ?? 0);
    const users = { pid: innocent.pid ?? 0, began: "0" };
    left({ launcher: gone, address: "a", children: { tax, users } });
    await RunLock.take(home, "b");
    expect(isAlive(child.pid ?? 0)).toBe(false);
    expect(isAlive(users.pid)).toBe(true);
    innocent.kill("SIGKILL");
  });

  it("lets one of many at once in", async () => {
    left({ launcher: gone, address: "a", children: {} });
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => RunLock.take(home, "b")),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  });

  it("notes children, so that the next launcher can stop them", async () => {
    const lock = await RunLock.take(home, "a");
    lock.noteChild("tax", process.pid);
    lock.noteChild("gone", gone.pid);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      children: { tax: identify(process.pid) },
    });
  });
});

describe("stillRuns", () => {
  it("knows a process, and that another with its number is another", () => {
    const self = identify(process.pid);
    expect(self !== null && stillRuns(self)).toBe(true);
    expect(stillRuns({ pid: process.pid, began: "0" })).toBe(false);
    expect(identify(gone.pid)).toBeNull();
  });
});
