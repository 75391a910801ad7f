import { Migration } from "@wealthgraph/chassis/migrations";

/** What a household adds to its profile, in one document that the subgraph checks; null: nothing. */
export class Migration002AddTaxProfileDetails extends Migration {
  override up(): void {
    this.addSql(`alter table tax.tax_profile add column details jsonb
      check (details is null or jsonb_typeof(details) = 'object')`);
  }
}
