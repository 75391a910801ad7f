import {
  adminSql,
  appRole,
  OWNER_ROLE,
  roleSql,
  rolesAtFaultSql,
  type Schema,
  SCHEMAS,
  schemaSql,
  systemRole,
} from "@wealthgraph/chassis/databaseSetup";
import { Failure } from "@wealthgraph/kernel/refusal";
import pg from "pg";

/** Addresses of one subgraph's logins. */
export interface SubgraphUrls {
  /** Serves requests. */
  readonly app: string;
  /** Housekeeping: outbox dispatcher, jobs. */
  readonly system: string;
}

/** Addresses of one prepared database. */
export interface DatabaseUrls {
  /** Runs migrations. */
  readonly owner: string;
  readonly subgraphs: Readonly<Record<Schema, SubgraphUrls>>;
}

const DEFAULT_DATABASE = "wealthgraph";
const NO_SUCH_DATABASE = "3D000";
const DATABASE_EXISTS = new Set(["42P04", "23505"]); // another process made it meanwhile
const PREPARE_LOCK = 7_316_502; // any number that nothing else on the server locks

const failure = (error: unknown, what: string): Failure =>
  new Failure("DATABASE_NOT_PREPARED", {
    cause: new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    }),
  });

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // the running query rejects with it
  await client.connect();
  return client;
}

const withDatabase = (url: string, database: string): string => {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
};

const withRole = (url: string, role: string, password: string): string => {
  const other = new URL(url);
  other.username = role;
  other.password = password;
  return other.href;
};

/** Connects, making the database when the server does not have it. */
async function connectOrCreate(url: string): Promise<pg.Client> {
  try {
    return await connect(url);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== NO_SUCH_DATABASE) throw error;
  }
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  const maintenance = await connect(withDatabase(url, "postgres"));
  try {
    await maintenance.query(`CREATE DATABASE ${pg.escapeIdentifier(database)} TEMPLATE template0`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || !DATABASE_EXISTS.has(error.code ?? "")) throw error;
  } finally {
    await maintenance.end();
  }
  return connect(url);
}

/** Refuses roles that could get round row-level security, however they came about. */
async function refuseStrongRoles(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(rolesAtFaultSql());
  if (rows.length === 0) return;
  throw new Error(
    `${rows.map((row) => row.rolname).join(", ")} may bypass row-level security or make roles; take that right away`,
  );
}

/**
 * Makes the roles on the server that `url` names, with these passwords. Needs a superuser, or a
 * role with CREATEROLE. Safe to repeat.
 */
export async function createRoles(
  client: pg.Client,
  passwords: Readonly<Record<string, string>>,
): Promise<void> {
  await client.query(roleSql(passwords));
  await client.query(adminSql());
  await refuseStrongRoles(client);
}

/**
 * Makes roles, database and schemas on a server, embedded or not; safe to repeat, and by several
 * processes at once.
 *
 * @param url address of a superuser, or of a role with CREATEROLE that may create schemas in the
 *   database (and CREATEDB when it is missing); without a database name it is `wealthgraph`
 * @param passwords password of every role; a role that exists gets it too
 * @throws {Failure} DATABASE_NOT_PREPARED, with the reason as its cause
 */
export async function prepareDatabase(
  url: string,
  passwords: Readonly<Record<string, string>>,
): Promise<DatabaseUrls> {
  const named = new URL(url).pathname.length > 1 ? url : withDatabase(url, DEFAULT_DATABASE);
  const client = await connectOrCreate(named).catch((error: unknown) => {
    throw failure(error, "the database server does not let us in");
  });
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [PREPARE_LOCK]);
    await createRoles(client, passwords);
    await client.query(schemaSql());
    await client.query("COMMIT");
  } catch (error) {
    throw failure(error, "roles and schemas could not be made");
  } finally {
    await client.end();
  }
  return urlsOf(named, passwords);
}

/** @returns the logins of a prepared database */
export function urlsOf(url: string, passwords: Readonly<Record<string, string>>): DatabaseUrls {
  const as = (role: string): string => withRole(url, role, passwords[role] ?? "");
  const subgraphs = Object.fromEntries(
    SCHEMAS.map((schema) => [schema, { app: as(appRole(schema)), system: as(systemRole(schema)) }]),
  );
  // Object.fromEntries forgets that the keys are exactly SCHEMAS.
  return { owner: as(OWNER_ROLE), subgraphs: subgraphs as Record<Schema, SubgraphUrls> };
}
