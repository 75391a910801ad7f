import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createConnection } from "node:net";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import pg from "pg";
import { ROLES } from "@wealthgraph/chassis/databaseSetup";
import { serversOn, waitForExit } from "./postmaster.js";
import { startTestServers, sweepInterruptedRuns } from "./testServers.js";

let place: string;
const processIn = (run: string, file: string): number | null =>
  (JSON.parse(readFileSync(join(run, file), "utf8")) as { pid: number } | null)?.pid ?? null;
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

  it("gives a Redis that answers where the machine has one", async () => {
    const servers = await startTestServers(place);
    const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
    expect(servers.redisUrl !== null).toBe(hasRedis);
    if (servers.redisUrl !== null) {
      const socket = createConnection(Number(new URL(servers.redisUrl).port), "127.0.0.1");
      socket.write("PING\r\n");
      const [answer] = (await once(socket, "data")) as [Buffer];
      expect(answer.toString()).toBe("+PONG\r\n");
      socket.destroy();
    }
    await servers.stop();
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
    const left = readdirSync(place)
      .map((name) => join(place, name))
      .filter((run) => processIn(run, "owner.json") === child.pid);
    const redis = processIn(left[0] ?? "", "redis.json");
    const servers = serversOn(join(realpathSync(place), basename(left[0] ?? ""), "postgres"));
    expect(servers).toHaveLength(1);
    await sweepInterruptedRuns(place);
    expect(readdirSync(place)).toHaveLength(1);
    for (const pid of [...servers, ...(redis === null ? [] : [redis])]) {
      expect(await waitForExit(pid, 5_000)).toBe(true);
    }
    const client = new pg.Client({ connectionString: running.postgresUrl });
    await client.connect();
    await client.end();
    await running.stop();
    expect(readdirSync(place)).toEqual([]);
  });
});
