import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

/** Substitutes that a household does not want, for one security or for any. */
export class Migration20261120SubstituteVetoes extends Migration {
  override up(): void {
    this.addSql(`create table tax.substitute_veto (
      household_id uuid not null,
      substitute text not null check (length(substitute) between 1 and 20),
      instead_of text check (length(instead_of) between 1 and 20),
      created_at timestamptz not null default now(),
      unique nulls not distinct (household_id, substitute, instead_of)
    )`);
    for (const sql of tenantTable("tax", "substitute_veto", {
      privileges: "select, insert, delete",
    }))
      this.addSql(sql);
  }
}
