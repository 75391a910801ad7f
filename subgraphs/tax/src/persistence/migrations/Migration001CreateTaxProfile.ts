import { Migration, outboxTable, tenantTable } from "@wealthgraph/chassis/migrations";

/** One profile of a household and year. What must never be false is a CHECK here as well. */
export class Migration001CreateTaxProfile extends Migration {
  override up(): void {
    this.addSql(`create table tax.tax_profile (
      id uuid primary key,
      household_id uuid not null,
      year int not null,
      version int not null check (version >= 1),
      filing_status text not null check (filing_status in ('SINGLE', 'MARRIED_FILING_JOINTLY',
        'MARRIED_FILING_SEPARATELY', 'HEAD_OF_HOUSEHOLD', 'QUALIFYING_SURVIVING_SPOUSE')),
      wages numeric(15, 2) not null check (wages >= 0),
      interest numeric(15, 2) not null check (interest >= 0),
      ordinary_dividends numeric(15, 2) not null check (ordinary_dividends >= 0),
      qualified_dividends numeric(15, 2) not null check (qualified_dividends >= 0),
      short_term_gain numeric(15, 2) not null,
      long_term_gain numeric(15, 2) not null,
      short_term_loss_carryover numeric(15, 2) not null check (short_term_loss_carryover >= 0),
      long_term_loss_carryover numeric(15, 2) not null check (long_term_loss_carryover >= 0),
      other_income numeric(15, 2) not null check (other_income >= 0),
      itemized_deductions numeric(15, 2) not null check (itemized_deductions >= 0),
      spouse_itemizes boolean not null,
      filer_birth_date date,
      filer_is_blind boolean not null,
      spouse_birth_date date,
      spouse_is_blind boolean not null,
      updated_at timestamptz not null default now(),
      unique (household_id, year),
      check (qualified_dividends <= ordinary_dividends)
    )`);
    const statements = [
      ...tenantTable("tax", "tax_profile", { privileges: "select, insert, update" }),
      ...outboxTable("tax"),
    ];
    for (const sql of statements) this.addSql(sql);
  }
}
