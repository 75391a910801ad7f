import { type Database, type HouseholdScope, query } from "@wealthgraph/chassis/database";
import { isId, newId } from "@wealthgraph/chassis/id";
import { invariant } from "@wealthgraph/kernel/refusal";
import { isAssetClass } from "../domain/assetClass.js";
import type { ImportedHistory, ImportedHistoryDraft } from "../domain/importedHistory.js";
import type { MarketHistoryStore } from "../operations/ports.js";

/** A row of planning.market_history; `returns` holds what we wrote. */
interface MarketHistoryRow {
  readonly id: string;
  readonly household_id: string;
  readonly name: string;
  readonly source: string;
  readonly first_month: string;
  readonly asset_classes: readonly string[];
  readonly returns: readonly (readonly number[])[];
  readonly imported_at: Date;
}

/** Imported histories in PostgreSQL, as a viewer sees them. */
export class PostgresMarketHistoryStore implements MarketHistoryStore {
  readonly #database: Database;
  readonly #scope: HouseholdScope;

  constructor(database: Database, scope: HouseholdScope) {
    this.#database = database;
    this.#scope = scope;
  }

  ofHousehold(householdId: string): Promise<readonly ImportedHistory[]> {
    return this.#read(
      "select * from planning.market_history where household_id = $1 order by id desc",
      householdId,
    );
  }

  async byId(id: string): Promise<ImportedHistory | null> {
    const [history] = await this.#read("select * from planning.market_history where id = $1", id);
    return history ?? null;
  }

  add(householdId: string, draft: ImportedHistoryDraft): Promise<ImportedHistory> {
    return this.#database.within(this.#scope, async (em) => {
      const [row] = await query<MarketHistoryRow>(
        em,
        `insert into planning.market_history
           (id, household_id, name, source, first_month, asset_classes, returns)
         values ($1, $2, $3, $4, $5, $6::text[], $7) returning *`,
        [
          newId(),
          householdId,
          draft.name,
          draft.source,
          draft.firstMonth,
          [...draft.assetClasses],
          JSON.stringify(draft.rows),
        ],
      );
      invariant(row, "an inserted history is returned");
      return toHistory(row);
    });
  }

  async #read(sql: string, id: string): Promise<readonly ImportedHistory[]> {
    if (!isId(id)) return [];
    const rows = await this.#database.within(this.#scope, (em) =>
      query<MarketHistoryRow>(em, sql, [id]),
    );
    return rows.map(toHistory);
  }
}

function toHistory(row: MarketHistoryRow): ImportedHistory {
  return {
    id: row.id,
    householdId: row.household_id,
    name: row.name,
    source: row.source,
    firstMonth: row.first_month,
    assetClasses: row.asset_classes.filter(isAssetClass),
    rows: row.returns,
    importedAt: row.imported_at,
  };
}
