import { Migration, outboxTable, tenantTable } from "@wealthgraph/chassis/migrations";

/** Goals and simulations. What must never be false is a CHECK here as well. */
export class Migration001CreatePlanning extends Migration {
  override up(): void {
    this.addSql(`create table planning.goal (
      id uuid primary key,
      household_id uuid not null,
      name text not null check (length(name) between 1 and 200),
      kind text not null check (kind in ('RETIREMENT', 'LEGACY', 'HOME', 'EDUCATION', 'TRAVEL',
        'VEHICLE', 'OTHER')),
      target_amount numeric(38, 18) not null check (target_amount > 0),
      currency text not null check (currency = 'USD'),
      target_date date not null,
      priority int not null check (priority between 1 and 100),
      version int not null check (version >= 1),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`);
    this.addSql(`create table planning.simulation (
      id uuid primary key,
      household_id uuid not null,
      status text not null check (status in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
      paths int not null check (paths between 100 and 200000),
      paths_done int not null default 0 check (paths_done between 0 and paths),
      inputs jsonb not null,
      result jsonb,
      failure jsonb,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      finished_at timestamptz,
      check (status <> 'DONE' or (paths_done = paths and result is not null)),
      check ((status in ('DONE', 'FAILED', 'CANCELLED')) = (finished_at is not null)),
      check ((status = 'FAILED') = (failure is not null))
    )`);
    const statements = [
      ...tenantTable("planning", "goal"),
      ...tenantTable("planning", "simulation", { privileges: "select, insert, update" }),
      ...outboxTable("planning"),
      "create index simulation_page on planning.simulation (household_id, id desc)",
    ];
    for (const sql of statements) this.addSql(sql);
  }
}
