import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

/** Monthly histories that households import, and simulations of up to a million paths. */
export class Migration20261120CapitalMarkets extends Migration {
  override up(): void {
    this.addSql(`create table planning.market_history (
      id uuid primary key,
      household_id uuid not null,
      name text not null check (length(name) between 1 and 200),
      source text not null check (length(source) between 1 and 500),
      first_month text not null check (first_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
      asset_classes text[] not null check (cardinality(asset_classes) between 1 and 16),
      returns jsonb not null check (jsonb_array_length(returns) between 1 and 2400),
      imported_at timestamptz not null default now()
    )`);
    const statements = [
      ...tenantTable("planning", "market_history"),
      "create index market_history_page on planning.market_history (household_id, id desc)",
      "alter table planning.simulation drop constraint simulation_paths_check",
      "alter table planning.simulation add constraint simulation_paths_check check (paths between 100 and 1000000)",
    ];
    for (const sql of statements) this.addSql(sql);
  }
}
