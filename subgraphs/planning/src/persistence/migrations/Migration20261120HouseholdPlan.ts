import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

/** Household plans and their simulations, with the slices that are done. */
export class Migration20261120HouseholdPlan extends Migration {
  override up(): void {
    this.addSql(`create table planning.household_plan (
      id uuid primary key,
      household_id uuid not null,
      name text not null check (length(name) between 1 and 200),
      is_baseline boolean not null,
      document jsonb not null,
      version int not null check (version >= 1),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`);
    this.addSql(`create table planning.plan_simulation (
      id uuid primary key,
      household_id uuid not null,
      plan_id uuid not null,
      status text not null check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
      input_hash text not null,
      paths int not null check (paths between 100 and 200000),
      paths_done int not null default 0 check (paths_done between 0 and paths),
      inputs jsonb not null,
      result jsonb,
      outcomes bytea,
      failure jsonb,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      finished_at timestamptz,
      check (status <> 'DONE' or (paths_done = paths and result is not null and outcomes is not null)),
      check ((status in ('DONE', 'FAILED', 'CANCELLED')) = (finished_at is not null)),
      check ((status = 'FAILED') = (failure is not null))
    )`);
    this.addSql(`create table planning.plan_simulation_slice (
      simulation_id uuid not null references planning.plan_simulation (id) on delete cascade,
      household_id uuid not null,
      first_path int not null check (first_path >= 0),
      paths int not null check (paths > 0),
      fan bytea not null,
      scalars bytea not null,
      primary key (simulation_id, first_path)
    )`);
    const statements = [
      ...tenantTable("planning", "household_plan"),
      ...tenantTable("planning", "plan_simulation", { privileges: "select, insert, update" }),
      ...tenantTable("planning", "plan_simulation_slice", {
        privileges: "select, insert, update, delete",
      }),
      "create unique index household_plan_baseline on planning.household_plan (household_id) where is_baseline",
      "create index plan_simulation_page on planning.plan_simulation (household_id, id desc)",
      `create unique index plan_simulation_cached on planning.plan_simulation (household_id, input_hash)
        where status in ('QUEUED', 'RUNNING', 'DONE')`,
      "alter table planning.goal add column completed_at timestamptz",
    ];
    for (const sql of statements) this.addSql(sql);
  }
}
