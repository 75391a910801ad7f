import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

/**
 * Lot methods, short lots and corporate actions: what a transaction says beside units and amount
 * (`terms`), standing instructions for sales, and positions that can be short.
 */
export class Migration20261120201500 extends Migration {
  override up(): void {
    const statements = [
      `alter table portfolios.transaction add column terms jsonb`,
      `create index transaction_received on portfolios.transaction (household_id, instrument_id)
         where terms ? 'received'`,
      `alter table portfolios.account add column allows_short boolean not null default false`,
      `alter table portfolios.position
         drop constraint position_units_check, drop constraint position_cost_check`,
      `create table portfolios.short_lot (
         household_id uuid not null,
         id uuid not null,
         position_id uuid not null,
         account_id uuid not null,
         instrument_id text not null,
         place int not null,
         key text not null,
         short_id uuid not null,
         opened_on date not null,
         units numeric not null check (units > 0),
         proceeds numeric not null,
         disallowed_loss numeric not null check (disallowed_loss >= 0),
         currency text not null,
         primary key (household_id, id),
         unique (household_id, key),
         foreign key (household_id, position_id) references portfolios.position (household_id, id)
       )`,
      `create index short_lot_position on portfolios.short_lot (household_id, position_id, place)`,
      ...tenantTable("portfolios", "short_lot", { privileges: "select, insert, delete" }),
      `create table portfolios.lot_method_election (
         household_id uuid not null,
         id uuid not null,
         account_id uuid not null,
         instrument_id text,
         symbol text,
         method text not null check (method in ('FIFO', 'LIFO', 'HIFO', 'AVERAGE')),
         from_date date not null,
         created_by uuid not null,
         created_at timestamptz not null default now(),
         primary key (household_id, id),
         foreign key (household_id, account_id) references portfolios.account (household_id, id),
         check ((instrument_id is null) = (symbol is null)),
         check (method <> 'AVERAGE' or instrument_id is not null)
       )`,
      ...tenantTable("portfolios", "lot_method_election", { privileges: "select, insert" }),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
