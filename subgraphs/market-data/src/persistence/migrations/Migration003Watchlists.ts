import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

/** A list is one row; its instruments keep the household's order. */
export class Migration003Watchlists extends Migration {
  override up(): void {
    this.addSql(`create table market_data.watchlist (
      id uuid primary key,
      household_id uuid not null,
      name text not null check (length(name) between 1 and 100),
      instrument_ids uuid[] not null check (cardinality(instrument_ids) <= 200),
      version int not null check (version >= 1)
    )`);
    for (const statement of tenantTable("market_data", "watchlist")) this.addSql(statement);
  }
}
