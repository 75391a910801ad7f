import { join } from "node:path";
import type { Schema } from "@wealthgraph/chassis/databaseSetup";
import type { DatabaseUrls } from "./roles.js";
import { DEMO_EMAIL } from "./demo/demoLogin.js";
import { type Key, KEYS, type Secrets } from "./secrets.js";
import type { LauncherSettings } from "./settings.js";
import type { ProcessSpec } from "./supervisedProcess.js";

interface SubgraphEntry {
  /** Folder under subgraphs/. */
  readonly name: string;
  readonly schema: Schema;
  /** Setting through which others learn its address. */
  readonly urlSetting: string;
  readonly oldSpaceMiB: number;
  /** A setting of this subgraph that no other process gets. */
  readonly key?: Key;
}

/** A new subgraph is one line here. */
export const SUBGRAPHS: readonly SubgraphEntry[] = [
  {
    name: "users",
    schema: "users",
    urlSetting: "USERS_URL",
    oldSpaceMiB: 192,
    key: "USERS_MASTER_KEY",
  },
  { name: "portfolios", schema: "portfolios", urlSetting: "PORTFOLIOS_URL", oldSpaceMiB: 1536 },
  { name: "market-data", schema: "market_data", urlSetting: "MARKET_DATA_URL", oldSpaceMiB: 256 },
  { name: "tax", schema: "tax", urlSetting: "TAX_URL", oldSpaceMiB: 384 },
  { name: "planning", schema: "planning", urlSetting: "PLANNING_URL", oldSpaceMiB: 256 },
];

const ROUTER_OLD_SPACE_MIB = 384;

/**
 * A household on its own machine, whose web client asks a dozen times a page, is no crowd to be kept
 * off: six times the router's own limit, unless the environment says otherwise.
 */
const HOUSEHOLD_RATE_PER_MINUTE = "600";

/** What the processes are built from; `databases` is asked at every start of a process. */
export interface TopologyInput {
  readonly root: string;
  readonly settings: LauncherSettings;
  readonly secrets: Pick<Secrets, "service" | "keys">;
  /** Loopback port of every subgraph, by name. */
  readonly ports: Readonly<Record<string, number>>;
  readonly databases: () => DatabaseUrls;
  readonly inherited: NodeJS.ProcessEnv;
}

const PRIVATE: readonly string[] = ["DATABASE_URL", ...KEYS];

/** Our own environment without what only one of the processes may know. */
const handedOnTo = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !PRIVATE.includes(entry[0]),
    ),
  );

/** The host a process on this machine reaches a listening address by. */
export const reachableHost = (host: string): string => {
  if (host === "0.0.0.0" || host === "") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
};

/** Where clients on this machine reach the endpoint, without a path. */
export const addressOf = (settings: LauncherSettings): string =>
  `http://${reachableHost(settings.HOST)}:${settings.PORT}`;

/** Anybody who reaches this machine's own endpoint may look at the demo household, and nobody else. */
const demoSettings = ({ DEMO, NODE_ENV, HOST }: LauncherSettings): Record<string, string> =>
  DEMO && NODE_ENV !== "production" && LOOPBACK.has(HOST) ? { USERS_DEMO_EMAIL: DEMO_EMAIL } : {};

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);

/** The five subgraphs and the router, which is last. */
export function topology(input: TopologyInput): readonly ProcessSpec[] {
  const { root, settings, ports } = input;
  const base = (name: string): string => `http://127.0.0.1:${ports[name]}`;
  const address = addressOf(settings);
  const handedOn = handedOnTo(input.inherited);
  const shared = {
    ...handedOn,
    LOG_LEVEL: settings.LOG_LEVEL,
    NODE_ENV: settings.NODE_ENV,
    SERVICE_SECRET: input.secrets.service,
    ROUTER_URL: `${address}/graphql`,
    JWKS_URL: `${base("users")}/.well-known/jwks.json`,
    ...Object.fromEntries(
      SUBGRAPHS.map(({ name, urlSetting }) => [urlSetting, `${base(name)}/graphql`]),
    ),
    ...(settings.REDIS_URL === undefined ? {} : { REDIS_URL: settings.REDIS_URL }),
  };
  const subgraphs = SUBGRAPHS.map(({ name, schema, oldSpaceMiB, key }): ProcessSpec => ({
    name,
    entry: join(root, "subgraphs", name, "dist", "main.js"),
    oldSpaceMiB,
    readyUrl: `${base(name)}/health/ready`,
    environment: () => {
      const { owner, subgraphs: logins } = input.databases();
      const { app, system } = logins[schema];
      return {
        ...shared,
        HOST: "127.0.0.1",
        PORT: String(ports[name]),
        DATABASE_URL: app,
        SYSTEM_DATABASE_URL: system,
        MIGRATION_DATABASE_URL: owner,
        BUS_URL: app,
        ...(name === "users" ? demoSettings(settings) : {}),
        ...(key === undefined ? {} : { [key]: input.inherited[key] || input.secrets.keys[key] }),
      };
    },
  }));
  const router: ProcessSpec = {
    name: "router",
    entry: join(root, "router", "dist", "main.js"),
    oldSpaceMiB: ROUTER_OLD_SPACE_MIB,
    readyUrl: `${address}/health/ready`,
    environment: () => ({
      RATE_PER_MINUTE: HOUSEHOLD_RATE_PER_MINUTE,
      ...shared,
      HOST: settings.HOST,
      PORT: String(settings.PORT),
    }),
  };
  return [...subgraphs, router];
}
