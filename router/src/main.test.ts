import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compose, until } from "./testRouter.js";
import { type TestSubgraph, startTestSubgraph } from "./testSubgraph.js";

/** The built process, as the launcher starts it. */
const MAIN = fileURLToPath(new URL("../dist/main.js", import.meta.url));

describe("the process", () => {
  let users: TestSubgraph;
  let folder: string;
  let path: string;

  beforeAll(async () => {
    users = await startTestSubgraph({
      name: "users",
      typeDefs: "type Query { hello: String }",
      resolvers: { Query: { hello: () => "hello" } },
    });
    folder = await mkdtemp(join(tmpdir(), "wealthgraph-router-"));
    path = join(folder, "supergraph.graphql");
    await writeFile(path, compose([{ ...users, url: "http://127.0.0.1:9/graphql" }]));
  });
  afterAll(async () => {
    await users.close();
    await rm(folder, { recursive: true });
  });

  function start(environment: Record<string, string>): {
    child: ChildProcess;
    output: () => string;
  } {
    let text = "";
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env["PATH"], PORT: "0", ...environment },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
    }
    return { child, output: () => text };
  }

  const exitOf = (child: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => child.once("exit", resolve));

  it("serves at the address of the settings, and stops on SIGTERM", async () => {
    const { child, output } = start({
      SUPERGRAPH_PATH: path,
      USERS_URL: users.url, // the supergraph's own address is dead
      JWKS_URL: "http://127.0.0.1:9/jwks.json",
    });
    await until(() => /"port":\d+/.test(output()), 15_000);
    const port = /"port":(\d+)/.exec(output())?.[1];
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"query":"{ hello }"}',
    });
    expect(await response.json()).toEqual({ data: { hello: "hello" } });
    const unverifiable = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer e30.e30.e30" },
      body: '{"query":"{ hello }"}',
    });
    expect(unverifiable.status).toBeGreaterThanOrEqual(401);
    const exited = exitOf(child);
    child.kill("SIGTERM");
    expect(await exited).toBe(0);
  });

  it.each([
    [
      "a supergraph that is not there",
      { SUPERGRAPH_PATH: "nowhere.graphql", JWKS_URL: "http://x/" },
      "nowhere.graphql",
    ],
    ["no JWKS_URL", {}, "JWKS_URL: required"],
    ["a port that is none", { PORT: "x", JWKS_URL: "http://x/" }, "PORT"],
  ])("does not start with %s, and says so", async (_, environment, said) => {
    const { child, output } = start({ SUPERGRAPH_PATH: path, ...environment });
    expect(await exitOf(child)).toBe(1);
    expect(output()).toContain(said);
  });
});
