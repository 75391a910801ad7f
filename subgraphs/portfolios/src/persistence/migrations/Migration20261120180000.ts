import { Migration } from "@wealthgraph/chassis/migrations";

/** A record of a file may hold two transactions: the rows of one line are told apart by their part. */
export class Migration20261120180000 extends Migration {
  override up(): void {
    this.addSql(
      `alter table portfolios.import_row add part int not null default 0 check (part >= 0)`,
    );
    this.addSql(`alter table portfolios.import_row drop constraint import_row_pkey`);
    this.addSql(
      `alter table portfolios.import_row add primary key (household_id, import_id, line, part)`,
    );
  }
}
