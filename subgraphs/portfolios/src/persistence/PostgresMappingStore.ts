import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { headerKey, type ImportMapping } from "../domain/importMapping.js";
import { contentHash } from "../operations/contentHash.js";
import type { MappingStore, StoredMapping } from "../operations/ports.js";

interface MappingRow {
  readonly id: string;
  readonly household_id: string;
  readonly mapping: ImportMapping;
}

export class PostgresMappingStore implements MappingStore {
  readonly #em: SqlEntityManager;
  readonly #households: readonly string[];

  constructor(em: SqlEntityManager, households: readonly string[]) {
    this.#em = em;
    this.#households = households;
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredMapping>> {
    const found = await this.#where("id = any ($2::uuid[])", ids);
    return new Map(found.map((stored) => [stored.id, stored]));
  }

  ofHouseholds(householdIds: readonly string[]): Promise<readonly StoredMapping[]> {
    return this.#where("household_id = any ($2::uuid[])", householdIds);
  }

  async put({ id, householdId, mapping }: StoredMapping, createdBy: string): Promise<void> {
    await query(
      this.#em,
      `insert into portfolios.import_mapping (household_id, id, header_key, mapping, created_by)
       values ($1, $2, $3, $4, $5)
       on conflict (household_id, header_key)
         do update set mapping = excluded.mapping, created_by = excluded.created_by`,
      [householdId, id, contentHash(headerKey(mapping.header)), JSON.stringify(mapping), createdBy],
    );
  }

  async remove(id: string): Promise<void> {
    await query(
      this.#em,
      `delete from portfolios.import_mapping where household_id = any ($1::uuid[]) and id = $2`,
      [this.#households, id],
    );
  }

  /** @param condition on the second parameter; a constant of this file */
  async #where(condition: string, ids: readonly string[]): Promise<readonly StoredMapping[]> {
    const rows = await query<MappingRow>(
      this.#em,
      `select household_id, id, mapping from portfolios.import_mapping
       where household_id = any ($1::uuid[]) and ${condition}
       order by mapping ->> 'name', id`,
      [this.#households, ids],
    );
    return rows.map((row) => ({
      id: row.id,
      householdId: row.household_id,
      mapping: row.mapping,
    }));
  }
}
