import { describe, expect, it } from "@jest/globals";
import { SCHEMAS } from "@wealthgraph/chassis/databaseSetup";
import { readSettings, subgraphSettings } from "@wealthgraph/chassis/settings";
import { urlsOf } from "./roles.js";
import { newSecrets } from "./secrets.js";
import { launcherSettings } from "./settings.js";
import { addressOf, SUBGRAPHS, topology } from "./topology.js";

const secrets = newSecrets();
const admin = "postgres://admin:all-powerful@127.0.0.1:5432/wealthgraph";

function specs(environment: NodeJS.ProcessEnv = {}) {
  return topology({
    root: "/project",
    settings: readSettings(launcherSettings, environment),
    secrets,
    ports: Object.fromEntries(SUBGRAPHS.map(({ name }, index) => [name, 20_001 + index])),
    databases: () => urlsOf(admin, secrets.roles),
    inherited: environment,
  });
}

describe("topology", () => {
  it("has a subgraph for every schema, and the router last", () => {
    expect(SUBGRAPHS.map(({ schema }) => schema).toSorted()).toEqual(SCHEMAS.toSorted());
    expect(specs().map(({ entry }) => entry)).toEqual([
      "/project/subgraphs/users/dist/main.js",
      "/project/subgraphs/portfolios/dist/main.js",
      "/project/subgraphs/market-data/dist/main.js",
      "/project/subgraphs/tax/dist/main.js",
      "/project/subgraphs/planning/dist/main.js",
      "/project/router/dist/main.js",
    ]);
  });

  it("gives every subgraph all settings it must have", () => {
    for (const spec of specs().slice(0, -1)) {
      const settings = readSettings(subgraphSettings, spec.environment());
      expect(settings.JWKS_URL).toBe("http://127.0.0.1:20001/.well-known/jwks.json");
      expect(settings.USERS_URL).toBe("http://127.0.0.1:20001/graphql");
      expect(settings.ROUTER_URL).toBe("http://127.0.0.1:4000/graphql");
    }
  });

  it("logs each subgraph in as itself, and hands nobody the administrator's address", () => {
    const environments = specs({ DATABASE_URL: admin, TZ: "UTC" }).map((spec) =>
      spec.environment(),
    );
    expect(
      environments.map(({ DATABASE_URL = "" }) => DATABASE_URL && new URL(DATABASE_URL).username),
    ).toEqual([...SUBGRAPHS.map(({ schema }) => `wealthgraph_${schema}`), ""]);
    expect(JSON.stringify(environments)).not.toContain("all-powerful");
    expect(environments.every(({ TZ }) => TZ === "UTC")).toBe(true);
  });

  it("gives the key of users to users alone, the installation's own unless one is set", () => {
    const keysOf = (environment: NodeJS.ProcessEnv) =>
      specs(environment).map((spec) => spec.environment()["USERS_MASTER_KEY"]);
    const nobody = Array(5).fill(undefined);
    expect(keysOf({})).toEqual([secrets.keys.USERS_MASTER_KEY, ...nobody]);
    expect(keysOf({ USERS_MASTER_KEY: "mine" })).toEqual(["mine", ...nobody]);
    expect(Buffer.from(secrets.keys.USERS_MASTER_KEY, "base64url")).toHaveLength(32);
  });

  it.each([
    ["on loopback", {}, "demo@wealthgraph.example"],
    ["in production", { NODE_ENV: "production" }, undefined],
    ["without a demo", { DEMO: "false" }, undefined],
    ["where other machines reach it", { HOST: "0.0.0.0" }, undefined],
  ])("opens the demo account %s: %j gives users %s", (_, environment, email) => {
    const all = specs(environment).map((spec) => spec.environment()["USERS_DEMO_EMAIL"]);
    expect(all).toEqual([email, ...Array(5).fill(undefined)]);
  });

  it("lets a household ask 600 times a minute, unless the environment says otherwise", () => {
    const rateOf = (environment: NodeJS.ProcessEnv) =>
      specs(environment).at(-1)?.environment()["RATE_PER_MINUTE"];
    expect([rateOf({}), rateOf({ RATE_PER_MINUTE: "50" })]).toEqual(["600", "50"]);
  });

  it("lets only the router answer beyond the machine", () => {
    const hosts = specs({ HOST: "0.0.0.0", PORT: "4100" }).map(
      (spec) => spec.environment()["HOST"],
    );
    expect(hosts).toEqual([...SUBGRAPHS.map(() => "127.0.0.1"), "0.0.0.0"]);
  });

  it.each([
    [{}, "http://127.0.0.1:4000"],
    [{ HOST: "0.0.0.0", PORT: "80" }, "http://127.0.0.1:80"],
    [{ HOST: "::" }, "http://[::1]:4000"],
    [{ HOST: "fd00::1" }, "http://[fd00::1]:4000"],
  ])("tells for %j that clients on the machine find it at %s", (environment, address) => {
    expect(addressOf(readSettings(launcherSettings, environment))).toBe(address);
  });
});
