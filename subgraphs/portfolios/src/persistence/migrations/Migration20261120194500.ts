import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

/**
 * Transactions by hand beside those of files. What is booked in one step shares `entry_id`; a
 * correction names what it takes the place of and keeps the import of a row it corrects, so that
 * undoing the import takes it along. A reversal says why it was written.
 */
export class Migration20261120194500 extends Migration {
  override up(): void {
    const statements = [
      `alter table portfolios.transaction
         alter column import_id drop not null,
         alter column line drop not null,
         add column entry_id uuid,
         add column corrects_id uuid,
         add column restores_id uuid,
         add check ((import_id is null) = (line is null)),
         add check (import_id is not null or entry_id is not null)`,
      `create index transaction_entry on portfolios.transaction (household_id, entry_id)
         where entry_id is not null`,
      `create index transaction_corrects on portfolios.transaction (household_id, corrects_id)
         where corrects_id is not null`,
      `create index transaction_restores on portfolios.transaction (household_id, restores_id)
         where restores_id is not null`,
      `create index transaction_instrument on portfolios.transaction (household_id, instrument_id)`,
      `alter table portfolios.transaction_reversal
         alter column import_id drop not null,
         add column cause text not null default 'IMPORT_UNDONE'
           check (cause in ('IMPORT_UNDONE', 'REVERSED', 'CORRECTED', 'RESTORED')),
         add column reason text check (length(reason) between 1 and 500),
         add column entry_id uuid,
         add column reversed_by uuid,
         add check ((cause = 'IMPORT_UNDONE') = (import_id is not null))`,
      `create table portfolios.ledger_request (
         household_id uuid not null,
         idempotency_key text not null check (length(idempotency_key) between 1 and 200),
         request_hash text not null,
         entry_id uuid not null,
         created_by uuid not null,
         created_at timestamptz not null default now(),
         primary key (household_id, idempotency_key)
       )`,
      ...tenantTable("portfolios", "ledger_request", { privileges: "select, insert" }),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
