import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

const TABLES = [
  `create table tax.report (
    household_id uuid not null,
    id uuid not null,
    wishes text not null,
    format text not null check (format in ('CSV', 'TXF', 'PDF')),
    status text not null check (status in ('WAITING', 'BUILDING', 'READY', 'FAILED', 'CANCELLED')),
    progress_percent int not null check (progress_percent between 0 and 100),
    bytes int not null check (bytes >= 0),
    failure_code text,
    failure_message text,
    created_at timestamptz not null,
    primary key (household_id, id)
  )`,
  `create table tax.report_chunk (
    household_id uuid not null,
    report_id uuid not null,
    index int not null,
    bytes bytea not null,
    primary key (household_id, report_id, index),
    foreign key (household_id, report_id) references tax.report (household_id, id) on delete cascade
  )`,
];

/** Report files of a household, in pieces. */
export class Migration20261120TaxReports extends Migration {
  override up(): void {
    for (const sql of TABLES) this.addSql(sql);
    for (const table of ["report", "report_chunk"]) {
      for (const sql of tenantTable("tax", table)) this.addSql(sql);
    }
  }
}
