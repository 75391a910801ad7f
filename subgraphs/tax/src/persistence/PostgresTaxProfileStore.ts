import {
  type Database,
  type HouseholdScope,
  query,
  type SqlEntityManager,
} from "@wealthgraph/chassis/database";
import { isId, newId } from "@wealthgraph/chassis/id";
import { publishEvent } from "@wealthgraph/chassis/outbox";
import type { TaxProfile, TaxProfileEntry } from "../domain/taxProfile.js";
import type { TaxProfileKey, TaxProfileStore } from "../operations/ports.js";
import { ENTRY_COLUMNS, toTaxProfile, type TaxProfileRow, toValues } from "./TaxProfileRow.js";

const INSERT = `
  insert into tax.tax_profile (id, household_id, year, version, ${ENTRY_COLUMNS.join(", ")})
  values ($1, $2, $3, 1, ${ENTRY_COLUMNS.map((_, i) => `$${i + 4}`).join(", ")})
  on conflict (household_id, year) do nothing
  returning *`;

const UPDATE = `
  update tax.tax_profile
  set ${ENTRY_COLUMNS.map((name, i) => `${name} = $${i + 4}`).join(", ")},
    version = version + 1, updated_at = now()
  where household_id = $1 and year = $2 and version = $3
  returning *`;

/** Tax profiles in PostgreSQL; every read and write is one transaction within `scope`. */
export class PostgresTaxProfileStore implements TaxProfileStore {
  readonly #database: Database;
  readonly #scope: HouseholdScope;

  constructor(database: Database, scope: HouseholdScope) {
    this.#database = database;
    this.#scope = scope;
  }

  async byKeys(keys: readonly TaxProfileKey[]): Promise<readonly TaxProfile[]> {
    const known = keys.filter((key) => isId(key.householdId));
    const rows = await this.#database.within(this.#scope, (em) =>
      query<TaxProfileRow>(
        em,
        `select * from tax.tax_profile where (household_id, year) in
           (select * from unnest($1::uuid[], $2::int[]))`,
        [known.map((key) => key.householdId), known.map((key) => key.year)],
      ),
    );
    return rows.map(toTaxProfile);
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, TaxProfile>> {
    const rows = await this.#database.within(this.#scope, (em) =>
      query<TaxProfileRow>(em, "select * from tax.tax_profile where id = any ($1::uuid[])", [
        ids.filter(isId),
      ]),
    );
    return new Map(rows.map((row) => [row.id, toTaxProfile(row)]));
  }

  add(entry: TaxProfileEntry): Promise<TaxProfile | null> {
    return this.#write(INSERT, [newId(), entry.householdId, entry.year, ...toValues(entry)]);
  }

  replace(entry: TaxProfileEntry, version: number): Promise<TaxProfile | null> {
    return this.#write(UPDATE, [entry.householdId, entry.year, version, ...toValues(entry)]);
  }

  #write(sql: string, values: readonly unknown[]): Promise<TaxProfile | null> {
    return this.#database.within(this.#scope, async (em) => {
      const [row] = await query<TaxProfileRow>(em, sql, values);
      if (!row) return null;
      const profile = toTaxProfile(row);
      await announce(em, profile);
      return profile;
    });
  }
}

function announce(em: SqlEntityManager, profile: TaxProfile): Promise<void> {
  return publishEvent(em, "tax", {
    householdId: profile.householdId,
    type: "taxProfile.set",
    data: { taxProfileId: profile.id, year: profile.year, version: profile.version },
  });
}
