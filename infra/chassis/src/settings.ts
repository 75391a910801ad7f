import { z } from "zod";

export type SettingsShape = Record<string, z.ZodType>;

/** Names of settings whose values never appear in a log or an error. */
const SECRET = /SECRET|PASSWORD|KEY|DATABASE_URL|BUS_URL|REDIS_URL/;

/** What every process reads. */
export const processSettings = {
  HOST: z.string().default("127.0.0.1").describe("Address to listen on."),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .describe("Least level that is logged."),
  NODE_ENV: z
    .enum(["development", "production", "test"])
    .default("development")
    .describe("production turns off introspection, GraphiQL and details in errors."),
} as const satisfies SettingsShape;

/** What every subgraph reads beside `processSettings`. */
export const subgraphSettings = {
  ...processSettings,
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .describe("Port of the process; 0 takes a free one."),
  DATABASE_URL: z.string().describe("PostgreSQL, as the subgraph's own role, which owns nothing."),
  SYSTEM_DATABASE_URL: z
    .string()
    .describe(
      "PostgreSQL, as the subgraph's system role (dispatcher, finding households with work).",
    ),
  MIGRATION_DATABASE_URL: z
    .string()
    .optional()
    .describe(
      "PostgreSQL, as the owner role; when set, migrations run at start and the connection is closed.",
    ),
  BUS_URL: z
    .string()
    .describe("PostgreSQL whose LISTEN/NOTIFY carries the bus when REDIS_URL is not set."),
  REDIS_URL: z
    .string()
    .optional()
    .describe("Redis for bus and cache; without it PostgreSQL LISTEN/NOTIFY and memory serve."),
  JWKS_URL: z.string().describe("Where the users subgraph publishes its public keys."),
  ROUTER_URL: z.string().describe("The endpoint that jobs ask: http://host:port/graphql."),
  USERS_URL: z
    .string()
    .describe("The users subgraph, for service tokens: http://host:port/graphql."),
  SERVICE_SECRET: z
    .string()
    .min(16)
    .describe("Shared secret with which a process asks users for a service token."),
  ROLE: z
    .enum(["all", "api", "worker"])
    .default("all")
    .describe("api answers requests, worker takes jobs, all does both."),
} as const satisfies SettingsShape;

/** The settings are not usable; the message names each one and what is wrong with it, never a value. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * Reads settings from the environment. An empty variable counts as absent.
 *
 * @throws {SettingsError} naming every unusable setting at once
 */
export function readSettings<Shape extends SettingsShape>(
  shape: Shape,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.keys(shape)
      .map((name) => [name, environment[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new SettingsError(`settings: ${faults.join("; ")}`);
}

export interface SettingRow {
  readonly name: string;
  readonly default: string;
  readonly description: string;
}

/** Rows of the README's table of settings. */
export function describeSettings(shape: SettingsShape): SettingRow[] {
  return Object.entries(shape).map(([name, type]) => {
    const byDefault = type.safeParse(undefined);
    return { name, default: shownDefault(name, byDefault), description: type.description ?? "" };
  });
}

function shownDefault(
  name: string,
  byDefault: { readonly success: boolean; readonly data?: unknown },
): string {
  if (!byDefault.success) return "required";
  if (byDefault.data === undefined) return "none";
  return SECRET.test(name) ? "(secret)" : JSON.stringify(byDefault.data);
}

/**
 * With `--print-settings` on the command line, prints what a process reads, as JSON.
 *
 * @returns true when it did, and the process has nothing more to do
 */
export function printSettings(shape: SettingsShape): boolean {
  if (!process.argv.includes("--print-settings")) return false;
  process.stdout.write(`${JSON.stringify(describeSettings(shape))}\n`);
  return true;
}
