/** The schemas of one database, one per subgraph. */
export const SCHEMAS = ["users", "market_data", "portfolios", "tax", "planning"] as const;

export type Schema = (typeof SCHEMAS)[number];

/** Owns every schema and table and runs the migrations; no subgraph serves a request as this role. */
export const OWNER_ROLE = "wealthgraph_owner";

/** The role a subgraph serves requests as: owns nothing, row-level security applies to it. */
export const appRole = (schema: Schema): string => `wealthgraph_${schema}`;

/** The role of a subgraph's own housekeeping (outbox dispatcher, finding work); sees what its policies allow. */
export const systemRole = (schema: Schema): string => `wealthgraph_${schema}_system`;

/** The schema that holds a subgraph's job queue (pg-boss). */
export const jobsSchema = (schema: Schema): string => `${schema}_jobs`;

/** Every role of the product, the owner first. Roles belong to the server, not to one database. */
export const ROLES: readonly string[] = [
  OWNER_ROLE,
  ...SCHEMAS.flatMap((schema) => [appRole(schema), systemRole(schema)]),
];

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * SQL that creates the missing roles and gives every role its password; safe to repeat.
 *
 * The attributes are said at creation only: changing them later needs a superuser, and an operator
 * with CREATEROLE must be able to repeat this. Run `rolesAtFaultSql()` afterwards.
 *
 * @param passwords password of every role in `ROLES`
 * @throws {RangeError} when a role has no password
 */
export function roleSql(passwords: Readonly<Record<string, string>>): string {
  return ROLES.map((role) => {
    const password = passwords[role];
    if (password === undefined || password === "") throw new RangeError(`no password for ${role}`);
    return `
DO $role$ BEGIN
  CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $role$;
ALTER ROLE ${role} LOGIN PASSWORD ${literal(password)};`;
  }).join("\n");
}

/**
 * SQL that lets the connected role act for the owner, which `schemaSql` needs when the connected
 * role is no superuser; safe to repeat.
 */
export function adminSql(): string {
  return `
DO $admin$ BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT ${OWNER_ROLE} TO %I', current_user);
  END IF;
END $admin$;`;
}

/** SQL that lists the roles which could get round row-level security; no row is the only good answer. */
export function rolesAtFaultSql(): string {
  return `
SELECT rolname FROM pg_roles
WHERE rolname IN (${ROLES.map(literal).join(", ")})
  AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)
ORDER BY rolname`;
}

const subgraphSql = (schema: Schema): string => {
  const jobs = jobsSchema(schema);
  const roles = `${appRole(schema)}, ${systemRole(schema)}`;
  const defaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER_ROLE} IN SCHEMA ${jobs}`;
  return `
CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${OWNER_ROLE};
CREATE SCHEMA IF NOT EXISTS ${jobs} AUTHORIZATION ${OWNER_ROLE};
REVOKE ALL ON SCHEMA ${schema}, ${jobs} FROM PUBLIC;
GRANT USAGE ON SCHEMA ${schema}, ${jobs} TO ${roles};
${defaults} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${roles};
${defaults} GRANT USAGE, SELECT ON SEQUENCES TO ${roles};
${defaults} GRANT EXECUTE ON FUNCTIONS TO ${roles};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${jobs} TO ${roles};`;
};

/**
 * SQL that prepares the connected database: one schema and one job schema per subgraph, both of the
 * owner, each usable by its own subgraph's roles only; `public` and the database are closed to
 * everyone else. Needs the roles of `roleSql`; safe to repeat.
 *
 * Tables in the job schemas are granted as they appear (pg-boss makes them); tables in the other
 * schemas are granted one by one by the migrations, because they carry policies.
 */
export function schemaSql(): string {
  return `
DO $database$ BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${ROLES.join(", ")}', current_database());
  EXECUTE format('GRANT CREATE ON DATABASE %I TO ${OWNER_ROLE}', current_database());
END $database$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
${SCHEMAS.map(subgraphSql).join("\n")}`;
}
