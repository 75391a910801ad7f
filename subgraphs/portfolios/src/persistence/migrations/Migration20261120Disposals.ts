import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

const STATEMENTS = [
  `create table portfolios.disposal (
    household_id uuid not null,
    id uuid not null,
    account_id uuid not null,
    instrument_id text not null,
    symbol text not null,
    asset_class text,
    source text not null,
    transaction_id uuid not null,
    lot_key text not null,
    purchase_id uuid not null,
    purchased_on date not null,
    acquired_on date not null,
    disposed_on date not null,
    term text not null check (term in ('SHORT', 'LONG')),
    units numeric not null check (units >= 0),
    proceeds numeric not null,
    cost numeric not null,
    disallowed_loss numeric not null check (disallowed_loss >= 0),
    permanent_loss numeric not null check (permanent_loss >= 0 and permanent_loss <= disallowed_loss),
    replaced_units numeric not null check (replaced_units >= 0),
    currency text not null,
    is_cost_known boolean not null,
    primary key (household_id, id),
    foreign key (household_id, account_id) references portfolios.account (household_id, id)
  )`,
  `create index disposal_day on portfolios.disposal (household_id, disposed_on, id)`,
  `create index disposal_account_day on portfolios.disposal (household_id, account_id, disposed_on, id)`,
  `create table portfolios.disposal_calculation (
    household_id uuid primary key,
    version int not null
  )`,
];

/** Realized gains, stored with each replay; and of which calculation each household's are. */
export class Migration20261120Disposals extends Migration {
  override up(): void {
    for (const sql of STATEMENTS) this.addSql(sql);
    for (const sql of tenantTable("portfolios", "disposal", {
      privileges: "select, insert, delete",
    })) {
      this.addSql(sql);
    }
    for (const sql of tenantTable("portfolios", "disposal_calculation", {
      privileges: "select, insert, update",
      systemPrivileges: "select",
    })) {
      this.addSql(sql);
    }
  }
}
