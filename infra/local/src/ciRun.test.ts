import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../../.ci/run", import.meta.url));
const CHECKS = [
  "lint",
  "typecheck",
  "format:check",
  "boundaries",
  "schema:check",
  "lockfile:check",
];

let root: string;

/** Stands for jest: writes the result file it is asked for. */
const jestThat = (result: object | null): string => `
  const file = process.argv.find((arg) => arg.startsWith("--outputFile=")).slice(13);
  ${result === null ? "" : `require("node:fs").writeFileSync(file, ${JSON.stringify(JSON.stringify(result))});`}
  process.exit(${result !== null && "success" in result && result.success === true ? 0 : 1});`;

const GREEN = {
  success: true,
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 3,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "wealthgraph-ci-"));
  mkdirSync(join(root, ".ci"));
  mkdirSync(join(root, "bin"));
  cpSync(script, join(root, ".ci/run"));
  // With a Redis server and Chromium in the path nothing is installed.
  for (const command of ["redis-server", "chromium"]) {
    writeFileSync(join(root, "bin", command), "#!/bin/sh\n", { mode: 0o755 });
  }
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function runOn(result: object | null, failing: string | null = null) {
  writeFileSync(join(root, "jest.cjs"), jestThat(result));
  const scripts = Object.fromEntries(
    CHECKS.map((check) => [check, `echo did ${check}${check === failing ? " && exit 1" : ""}`]),
  );
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ name: "x", scripts: { test: "node jest.cjs", ...scripts } }),
  );
  const { status, stdout } = spawnSync(join(root, ".ci/run"), {
    encoding: "utf8",
    env: { ...process.env, PATH: `${join(root, "bin")}:${process.env["PATH"] ?? ""}` },
  });
  return { status, stdout, last: stdout.trimEnd().split("\n").at(-1) };
}

describe(".ci/run", () => {
  it("runs the tests and every check, and ends with jest's own counts", () => {
    const { status, stdout, last } = runOn(GREEN);
    for (const check of CHECKS) expect(stdout).toContain(`did ${check}`);
    expect(last).toBe("12 passed, 0 failed, 3 skipped");
    expect(status).toBe(0);
  }, 60_000);

  it("fails when a check fails, goes on with the others, and says which it was", () => {
    const { status, stdout, last } = runOn(GREEN, "typecheck");
    expect(stdout).toContain("FAILED: npm run typecheck");
    expect(stdout).toContain("did lockfile:check");
    expect(last).toBe("12 passed, 0 failed, 3 skipped");
    expect(status).not.toBe(0);
  }, 60_000);

  it("fails when a test fails, and counts a file that did not run as failed", () => {
    const { status, last } = runOn({
      ...GREEN,
      success: false,
      numFailedTests: 2,
      numRuntimeErrorTestSuites: 1,
    });
    expect(last).toBe("12 passed, 3 failed, 3 skipped");
    expect(status).not.toBe(0);
  }, 60_000);

  it("fails when no test ran, and makes up no counts", () => {
    const { status, last } = runOn(null);
    expect(last).toBe("jest wrote no result");
    expect(status).not.toBe(0);
  }, 60_000);
});
