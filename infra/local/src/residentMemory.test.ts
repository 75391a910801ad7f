import { describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { residentBytes } from "./residentMemory.js";

describe("residentBytes", () => {
  it("counts a process together with the ones it started", async () => {
    const alone = residentBytes([process.pid]);
    if (alone === null) return console.info("this system does not tell resident memory");
    const grandchild = `const held = Buffer.alloc(60_000_000, 1); console.log("full"); process.stdin.on("end", () => process.exit(held[0])).resume();`;
    const child = spawn(process.execPath, [
      "-e",
      `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(grandchild)}], { stdio: "inherit" });`,
    ]);
    await once(child.stdout, "data");
    const together = residentBytes([process.pid]) ?? 0;
    const bySelf = residentBytes([child.pid ?? 0]) ?? 0;
    expect(bySelf).toBeGreaterThan(60_000_000);
    expect(together).toBeGreaterThan(bySelf);
    child.stdin.end(); // the grandchild reads the same pipe, ends, and with it its parent
    await once(child, "exit");
  });

  it("counts nothing for a process that is gone", () => {
    expect(residentBytes([999_999]) ?? 0).toBe(0);
  });
});
