import { Migration, tenantTable } from "@wealthgraph/chassis/migrations";

const STATEMENTS = [
  `alter table portfolios.import add column columns jsonb, add column mapping jsonb`,
  `create table portfolios.import_mapping (
    household_id uuid not null,
    id uuid not null,
    header_key text not null,
    mapping jsonb not null,
    created_by uuid not null,
    created_at timestamptz not null default now(),
    primary key (household_id, id),
    unique (household_id, header_key)
  )`,
];

/** What the columns of a file mean whose layout is unknown: asked once, remembered by household. */
export class Migration20261120Mappings extends Migration {
  override up(): void {
    for (const sql of STATEMENTS) this.addSql(sql);
    for (const sql of tenantTable("portfolios", "import_mapping")) this.addSql(sql);
  }
}
