import { Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import type { Migration } from "@mikro-orm/migrations";
import { appRole, type Schema, systemRole } from "./databaseSetup.js";
import { installQueues, type QueueDefinition } from "./jobs.js";

export { Migration } from "@mikro-orm/migrations";

export type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

/** True of a row whose household the transaction was opened for. */
const ofTheViewer = (column: string): string =>
  `${column} = any (string_to_array(nullif(current_setting('app.household_ids', true), ''), ',')::uuid[])`;

export interface TenantTableOptions {
  /** The column with the household's id; household_id unless told (the household's own table says id). */
  readonly householdColumn?: string;
  /** What the application role may do; "select, insert, update, delete" unless told. */
  readonly privileges?: string;
  /** What the system role may do across households; nothing unless told. */
  readonly systemPrivileges?: string;
  /** A further condition under which a row is visible, for example the user's own memberships. */
  readonly orVisibleWhen?: string;
}

/**
 * The third line: statements that make an existing table a tenant table.
 *
 * Row-level security is enabled and FORCED (so that the owner is bound too), the policy compares
 * `household_id`, the application role gets its grants, and `household_id` an index.
 */
export function tenantTable(
  schema: Schema,
  table: string,
  options: TenantTableOptions = {},
): string[] {
  const name = `${schema}.${table}`;
  const { householdColumn = "household_id", systemPrivileges, orVisibleWhen } = options;
  const { privileges = "select, insert, update, delete" } = options;
  const own = ofTheViewer(householdColumn);
  const visible = orVisibleWhen ? `${own} or (${orVisibleWhen})` : own;
  return [
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
    `create policy ${table}_of_household on ${name} to ${appRole(schema)} using (${visible}) with check (${own})`,
    `grant ${privileges} on ${name} to ${appRole(schema)}`,
    `create index ${table}_household on ${name} (${householdColumn})`,
    ...(systemPrivileges
      ? [
          `create policy ${table}_of_system on ${name} to ${systemRole(schema)} using (true)`,
          `grant ${systemPrivileges} on ${name} to ${systemRole(schema)}`,
        ]
      : []),
  ];
}

/** Grants on a table that belongs to no household. */
export function globalTable(schema: Schema, table: string, privileges: string): string[] {
  return [`grant ${privileges} on ${schema}.${table} to ${appRole(schema)}`];
}

/** The outbox: written in the transaction of the change; only the system role reads it and marks it dispatched. */
export function outboxTable(schema: Schema): string[] {
  return [
    `create table ${schema}.outbox (
      id uuid primary key,
      household_id uuid not null,
      type text not null,
      data jsonb not null,
      created_at timestamptz not null default now(),
      dispatched_at timestamptz
    )`,
    `create index outbox_undispatched on ${schema}.outbox (id) where dispatched_at is null`,
    ...tenantTable(schema, "outbox", {
      privileges: "insert",
      systemPrivileges: "select, update (dispatched_at)",
    }),
  ];
}

export interface MigrateOptions {
  /** As the owner role. */
  readonly ownerUrl: string;
  readonly schema: Schema;
  readonly migrations: readonly MigrationClass[];
  readonly queues?: readonly QueueDefinition[];
}

/** Brings the schema and the job queues up to date. Safe to call from several processes at once. */
export async function migrate(options: MigrateOptions): Promise<void> {
  const orm = await MikroORM.init({
    clientUrl: options.ownerUrl,
    schema: options.schema,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    debug: false,
    pool: { min: 0, max: 2 },
    extensions: [Migrator],
    logger: () => undefined,
    migrations: {
      tableName: "migration",
      migrationsList: options.migrations.map((type) => ({ name: type.name, class: type })),
      snapshot: false,
      transactional: true,
      allOrNothing: true,
    },
  });
  try {
    await orm.em.transactional(async (em) => {
      await em.execute("select pg_advisory_xact_lock(hashtext(?))", [`migrate.${options.schema}`]);
      await orm.migrator.up();
    });
  } finally {
    await orm.close(true);
  }
  if (options.queues?.length) await installQueues(options.ownerUrl, options.schema, options.queues);
}
