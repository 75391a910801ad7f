import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

const FLOWS = ["inflow", "outflow", "fees"] as const;

/** One table a month for each kind of snapshot, made by the owner; see the first migration. */
const ENSURE_MONTH = `create or replace function portfolios.ensure_snapshot_month(month_of date) returns void
 language plpgsql security definer set search_path = pg_catalog as $body$
 declare
   starts date := date_trunc('month', month_of)::date;
   ends date := (starts + interval '1 month')::date;
   parent text;
   part text;
 begin
   if starts < date '1900-01-01' or starts >= date '2201-01-01' then
     raise exception 'month out of range';
   end if;
   foreach parent in array array['snapshot', 'account_snapshot'] loop
     part := parent || '_' || to_char(starts, 'YYYYMM');
     if to_regclass('portfolios.' || part) is not null then continue; end if;
     perform pg_advisory_xact_lock(hashtextextended('portfolios.snapshot_month', 0));
     if to_regclass('portfolios.' || part) is not null then continue; end if;
     execute format('create table portfolios.%I (like portfolios.%I including all)', part, parent);
     execute format('alter table portfolios.%I enable row level security', part);
     execute format('alter table portfolios.%I force row level security', part);
     execute format('alter table portfolios.%I attach partition portfolios.%I for values from (%L) to (%L)', parent, part, starts, ends);
   end loop;
 end $body$`;

/** Snapshots by account, and the external flows and fees of each day. */
export class Migration20261120180500 extends Migration {
  override up(): void {
    for (const flow of FLOWS) {
      this.addSql(`alter table portfolios.snapshot add column ${flow} numeric not null default 0`);
    }
    this.addSql(`create table portfolios.account_snapshot (
      household_id uuid not null,
      account_id uuid not null,
      day date not null,
      value numeric not null,
      cash numeric not null,
      inflow numeric not null,
      outflow numeric not null,
      fees numeric not null,
      is_estimated boolean not null,
      calculation_version int not null,
      primary key (household_id, account_id, day)
    ) partition by range (day)`);
    this.addSql(ENSURE_MONTH);
    const privileges = "select, insert, delete";
    for (const statement of tenantTable("portfolios", "account_snapshot", { privileges })) {
      this.addSql(statement);
    }
  }
}
