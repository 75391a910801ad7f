import { Client } from "pg";
import { Database } from "./database.js";
import { appRole, OWNER_ROLE, type Schema, schemaSql, systemRole } from "./databaseSetup.js";
import { newId } from "./id.js";
import type { QueueDefinition } from "./jobs.js";
import { migrate, type MigrationClass } from "./migrations.js";

export interface TestDatabaseOptions {
  readonly schema: Schema;
  readonly migrations: readonly MigrationClass[];
  readonly queues?: readonly QueueDefinition[];
  readonly entities?: readonly object[];
}

/** A database of one test file, with the real roles, schemas, policies and queues. */
export interface TestDatabase {
  readonly database: Database;
  /** As the application role. */
  readonly url: string;
  readonly systemUrl: string;
  readonly ownerUrl: string;
  /** As the server's superuser, who no policy binds: to look behind the lines, never to serve. */
  readonly superuserUrl: string;
  /** Every statement sent through `database`, in order; a test empties it and counts. */
  readonly statements: string[];
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/** Makes a database in the test run's PostgreSQL (started by jest's global set-up) and migrates it. */
export async function createTestDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const server = process.env["WEALTHGRAPH_TEST_POSTGRES"];
  if (!server) throw new Error("the test run has no PostgreSQL: jest's global set-up did not run");
  const passwords = JSON.parse(process.env["WEALTHGRAPH_TEST_ROLES"] ?? "{}") as Record<
    string,
    string
  >;
  const name = `test_${newId().replaceAll("-", "")}`;
  await onServer(server, `create database ${name} template template0`);
  const urlOf = (role: string): string => {
    const url = new URL(server);
    url.username = role;
    url.password = passwords[role] ?? "";
    url.pathname = `/${name}`;
    return url.href;
  };
  const superuserUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  await onServer(superuserUrl, schemaSql());
  const ownerUrl = urlOf(OWNER_ROLE);
  const { schema, migrations, queues = [], entities = [] } = options;
  await migrate({ ownerUrl, schema, migrations, queues });
  const statements: string[] = [];
  const url = urlOf(appRole(schema));
  const systemUrl = urlOf(systemRole(schema));
  const database = await Database.open({
    url,
    systemUrl,
    schema,
    entities,
    onStatement: (sql) => statements.push(sql),
  });
  return {
    database,
    url,
    systemUrl,
    ownerUrl,
    superuserUrl,
    statements,
    close: async () => {
      await database.close();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
