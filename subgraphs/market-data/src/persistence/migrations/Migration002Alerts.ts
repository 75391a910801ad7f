import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

/** Alerts belong to a household; the system role finds those that wait. */
export class Migration002Alerts extends Migration {
  override up(): void {
    this.addSql(`create table market_data.alert (
      id uuid primary key,
      household_id uuid not null,
      instrument_id uuid not null references market_data.instrument,
      kind text not null check (kind in ('PRICE_CROSSES', 'PERCENT_CHANGE', 'STALE')),
      threshold numeric,
      reference_price numeric check (reference_price > 0),
      created_at timestamptz not null default now(),
      fired_at timestamptz,
      fired_price numeric,
      fired_source text,
      check ((kind = 'STALE') = (threshold is null)),
      check ((kind = 'PRICE_CROSSES') = (reference_price is not null)),
      check (kind <> 'PRICE_CROSSES' or (threshold > 0 and threshold <> reference_price)),
      check (fired_at is not null or (fired_price is null and fired_source is null))
    )`);
    for (const statement of tenantTable("market_data", "alert", { systemPrivileges: "select" })) {
      this.addSql(statement);
    }
    this.addSql("create index alert_waiting on market_data.alert (id) where fired_at is null");
  }
}
