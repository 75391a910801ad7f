import { type Database, type HouseholdScope, query } from "@wealthgraph/chassis/database";
import { isId } from "@wealthgraph/chassis/id";
import type { SubstituteVeto, SubstituteVetoStore } from "../operations/harvestPorts.js";

interface VetoRow extends Readonly<Record<string, unknown>> {
  readonly household_id: string;
  readonly substitute: string;
  readonly instead_of: string | null;
}

/** Vetoes in PostgreSQL; every read and write is one transaction within `scope`. */
export class PostgresSubstituteVetoStore implements SubstituteVetoStore {
  readonly #database: Database;
  readonly #scope: HouseholdScope;

  constructor(database: Database, scope: HouseholdScope) {
    this.#database = database;
    this.#scope = scope;
  }

  async ofHousehold(householdId: string): Promise<readonly SubstituteVeto[]> {
    if (!isId(householdId)) return [];
    const rows = await this.#database.within(this.#scope, (em) =>
      query<VetoRow>(
        em,
        `select household_id, substitute, instead_of from tax.substitute_veto
         where household_id = $1 order by substitute, instead_of nulls first`,
        [householdId],
      ),
    );
    return rows.map((row) => ({
      householdId: row.household_id,
      substitute: row.substitute,
      insteadOf: row.instead_of,
    }));
  }

  add({ householdId, substitute, insteadOf }: SubstituteVeto, max: number): Promise<boolean> {
    return this.#database.within(this.#scope, async (em) => {
      const [row] = await query<{ readonly fits: boolean }>(
        em,
        `with added as (
           insert into tax.substitute_veto (household_id, substitute, instead_of)
           select $1, $2, $3
           where (select count(*) from tax.substitute_veto where household_id = $1) < $4
           on conflict do nothing returning 1)
         select exists (select 1 from added) or exists (select 1 from tax.substitute_veto
           where household_id = $1 and substitute = $2 and instead_of is not distinct from $3) as fits`,
        [householdId, substitute, insteadOf, max],
      );
      return row?.fits ?? false;
    });
  }

  async remove({ householdId, substitute, insteadOf }: SubstituteVeto): Promise<boolean> {
    const removed = await this.#database.within(this.#scope, (em) =>
      query(
        em,
        `delete from tax.substitute_veto where household_id = $1 and substitute = $2
           and instead_of is not distinct from $3 returning substitute`,
        [householdId, substitute, insteadOf],
      ),
    );
    return removed.length > 0;
  }
}
