import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RotatingLog } from "./rotatingLog.js";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "wealthgraph-log-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const text = (file: string): string => readFileSync(file, "utf8");

describe("RotatingLog", () => {
  it("starts anew when it is full and keeps the one before", () => {
    const file = join(home, "logs", "tax.log");
    const log = new RotatingLog(file, 10);
    for (const line of ["one\n", "two\n", "three\n", "four\n", "five\n"]) log.write(line);
    log.close();
    expect([text(`${file}.1`), text(file)]).toEqual(["three\n", "four\nfive\n"]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("goes on where the run before ended", () => {
    const file = join(home, "tax.log");
    for (const line of ["one\n", "two\n", "three\n"]) {
      const log = new RotatingLog(file, 10);
      log.write(line);
      log.close();
    }
    expect([text(`${file}.1`), text(file)]).toEqual(["one\ntwo\n", "three\n"]);
  });

  it("takes a line longer than the file may be", () => {
    const log = new RotatingLog(join(home, "tax.log"), 4);
    log.write("much too long\n");
    log.close();
    expect(text(log.file)).toBe("much too long\n");
  });
});
