import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { ROLES } from "@wealthgraph/chassis/databaseSetup";
import { isAlive } from "./postmaster.js";
import { startTestServers, sweepInterruptedRuns } from "./testServers.js";

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "wealthgraph-runs-"));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

describe("startTestServers", () => {
  it("gives a PostgreSQL with all roles, and leaves nothing when stopped", async () => {
    const servers = await startTestServers(place);
    expect(Object.keys(servers.roles)).toEqual(ROLES);
    const client = new pg.Client({ connectionString: servers.postgresUrl });
    await client.connect();
    const { rows } = await client.query<{ rolname: string }>(
      "SELECT rolname FROM pg_roles WHERE rolname LIKE 'wealthgraph%'",
    );
    await client.end();
    expect(rows.map((row) => row.rolname).toSorted()).toEqual(ROLES.toSorted());
    await servers.stop();
    expect(readdirSync(place)).toEqual([]);
  });

  it("clears away what an interrupted run left, and leaves a running one alone", async () => {
    const running = await startTestServers(place);
    const dist = new URL("../dist/testServers.js", import.meta.url);
    const child = spawn(process.execPath, [
      "--input-type=module",
      "-e",
      `const { startTestServers } = await import(${JSON.stringify(dist.href)});
       await startTestServers(${JSON.stringify(place)});
       process.kill(process.pid, "SIGKILL");`,
    ]);
    await new Promise((done) => child.once("exit", done));
    expect(readdirSync(place)).toHaveLength(2);
    await sweepInterruptedRuns(place);
    expect(readdirSync(place)).toHaveLength(1);
    const client = new pg.Client({ connectionString: running.postgresUrl });
    await client.connect();
    await client.end();
    await running.stop();
    expect(existsSync(join(place, "postgres"))).toBe(false);
    expect(child.pid !== undefined && isAlive(child.pid)).toBe(false);
  });
});
