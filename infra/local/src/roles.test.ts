import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import pg from "pg";
import { OWNER_ROLE, ROLES, roleSql, SCHEMAS } from "@wealthgraph/chassis/databaseSetup";
import { type DatabaseUrls, prepareDatabase, urlsOf } from "./roles.js";

const admin = process.env["WEALTHGRAPH_TEST_POSTGRES"] ?? "";
const passwords = JSON.parse(process.env["WEALTHGRAPH_TEST_ROLES"] ?? "{}") as Record<
  string,
  string
>;

const inDatabase = (name: string): string => {
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
};

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("prepareDatabase", () => {
  const database = `roles_${process.pid}`;
  let urls: DatabaseUrls;

  beforeAll(async () => {
    urls = await prepareDatabase(inDatabase(database), passwords);
  });

  afterAll(async () => {
    await query(admin, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  });

  it("gives no role a right that goes round row-level security", async () => {
    const rows = await query<{ rolname: string; strong: boolean }>(
      admin,
      `SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication AS strong
       FROM pg_roles WHERE rolname LIKE 'wealthgraph%' ORDER BY rolname`,
    );
    expect(rows).toEqual(ROLES.toSorted().map((rolname) => ({ rolname, strong: false })));
  });

  it("makes the owner the owner of every schema", async () => {
    const rows = await query<{ nspname: string; owner: string }>(
      inDatabase(database),
      `SELECT nspname, nspowner::regrole::text AS owner FROM pg_namespace
       WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public') ORDER BY nspname`,
    );
    const schemas = SCHEMAS.flatMap((schema) => [schema, `${schema}_jobs`]).toSorted();
    expect(rows).toEqual(schemas.map((nspname) => ({ nspname, owner: OWNER_ROLE })));
  });

  it.each(SCHEMAS)("lets the logins of %s in", async (schema) => {
    const { app, system } = urls.subgraphs[schema];
    expect(await query(app, "SELECT current_user AS is")).toEqual([
      { is: `wealthgraph_${schema}` },
    ]);
    expect(await query(system, "SELECT current_user AS is")).toEqual([
      { is: `wealthgraph_${schema}_system` },
    ]);
  });

  it.each([
    ["another subgraph's schema", "CREATE TABLE tax.stolen (id int)"],
    ["its own schema", "CREATE TABLE users.mine (id int)"],
    ["public", "CREATE TABLE public.mine (id int)"],
    ["the database", "CREATE SCHEMA mine"],
    ["a temporary place", "CREATE TEMPORARY TABLE mine (id int)"],
  ])("refuses that a subgraph makes things in %s", async (_where, sql) => {
    await expect(query(urls.subgraphs.users.app, sql)).rejects.toThrow(/permission denied/);
  });

  it("hides a table of one subgraph from every other, and from its own role until granted", async () => {
    await query(urls.owner, "CREATE TABLE tax.secret AS SELECT 1 AS id");
    for (const { app, system } of Object.values(urls.subgraphs)) {
      await expect(query(app, "SELECT * FROM tax.secret")).rejects.toThrow(/permission denied/);
      await expect(query(system, "SELECT * FROM tax.secret")).rejects.toThrow(/permission denied/);
    }
  });

  it("opens the tables of a job schema to its own subgraph as they appear", async () => {
    await query(urls.owner, "CREATE TABLE tax_jobs.job AS SELECT 7 AS id");
    expect(await query(urls.subgraphs.tax.app, "SELECT id FROM tax_jobs.job")).toEqual([{ id: 7 }]);
    await expect(query(urls.subgraphs.users.app, "SELECT id FROM tax_jobs.job")).rejects.toThrow(
      /permission denied/,
    );
  });

  it("may be repeated, and by several processes at once", async () => {
    const again = await Promise.all(
      [1, 2, 3].map(() => prepareDatabase(inDatabase(database), passwords)),
    );
    expect(again).toEqual([urls, urls, urls]);
  });

  it("says why when the server does not let us in", async () => {
    const url = new URL(inDatabase(database));
    url.password = "wrong";
    await expect(prepareDatabase(url.href, passwords)).rejects.toMatchObject({
      code: "DATABASE_NOT_PREPARED",
      cause: { message: expect.stringContaining("password authentication failed") },
    });
  });
});

describe("prepareDatabase on a server where we are no superuser", () => {
  const operator = `operator_${process.pid}`;
  const database = `operated_${process.pid}`;

  afterAll(async () => {
    await query(admin, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    await query(admin, `DROP OWNED BY ${operator}`);
    await query(admin, `DROP ROLE ${operator}`);
  });

  it("works as a role that may make roles and databases, from the first run on", async () => {
    await query(admin, `CREATE ROLE ${operator} LOGIN PASSWORD 'operator' CREATEROLE CREATEDB`);
    // The run's roles were made by the superuser; on a server of its own the operator makes them.
    for (const role of ROLES) await query(admin, `GRANT ${role} TO ${operator} WITH ADMIN OPTION`);
    const url = new URL(inDatabase(database));
    url.username = operator;
    url.password = "operator";
    const first = await prepareDatabase(url.href, passwords);
    expect(await prepareDatabase(url.href, passwords)).toEqual(first);
    expect(await query(first.subgraphs.tax.app, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});

describe("roleSql", () => {
  it("refuses to make a role without a password", () => {
    const { [OWNER_ROLE]: _left, ...others } = passwords;
    expect(() => roleSql(others)).toThrow(RangeError);
  });

  it("quotes a password as text", async () => {
    const odd = Object.fromEntries(ROLES.map((role) => [role, "it's; DROP ROLE x --"]));
    expect(roleSql(odd)).toContain("PASSWORD 'it''s; DROP ROLE x --'");
  });
});

describe("urlsOf", () => {
  it("keeps host, port, database and parameters of the address", () => {
    const { owner } = urlsOf("postgres://a:b@db.example:6432/home?sslmode=require", {
      [OWNER_ROLE]: "p w",
    });
    expect(owner).toBe("postgres://wealthgraph_owner:p%20w@db.example:6432/home?sslmode=require");
  });
});
