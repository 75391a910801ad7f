import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type {
  HoldingStore,
  StoredHoldings,
  StoredLot,
  StoredPosition,
  StoredShortLot,
} from "../operations/holdingPorts.js";
import type { Slice } from "../operations/ports.js";
import { insertRows, rowsOf } from "./insertRows.js";
import {
  SELECT_SHORT_LOT,
  SHORT_LOT_COLUMNS,
  type ShortLotRow,
  toShortLot,
  toShortLotRow,
} from "./ShortLotRow.js";
import { LOT_COLUMNS, type LotRow, SELECT_LOT, toLot, toLotRow } from "./LotRow.js";

interface PositionRow {
  readonly id: string;
  readonly household_id: string;
  readonly account_id: string;
  readonly instrument_id: string;
  readonly symbol: string;
  readonly units: string;
  readonly cost: string;
  readonly currency: string;
}

const POSITION_COLUMNS = {
  household_id: "uuid",
  id: "uuid",
  account_id: "uuid",
  instrument_id: "text",
  symbol: "text",
  units: "numeric",
  cost: "numeric",
  currency: "text",
} as const;

const SELECT_POSITION = `select id, household_id, account_id, instrument_id, symbol, units, cost, currency
  from portfolios.position`;

export class PostgresHoldingStore implements HoldingStore {
  readonly #em: SqlEntityManager;
  readonly #households: readonly string[];

  constructor(em: SqlEntityManager, households: readonly string[]) {
    this.#em = em;
    this.#households = households;
  }

  async replace(
    householdId: string,
    { positions, lots, shorts }: StoredHoldings,
    instruments: readonly string[] | null,
  ): Promise<void> {
    for (const table of ["short_lot", "lot", "position"]) {
      await query(
        this.#em,
        `delete from portfolios.${table}
         where household_id = $1 and ($2::text[] is null or instrument_id = any ($2::text[]))`,
        [householdId, instruments],
      );
    }
    await insertRows(
      this.#em,
      "position",
      POSITION_COLUMNS,
      positions.map((p) => ({
        household_id: p.householdId,
        id: p.id,
        account_id: p.accountId,
        instrument_id: p.instrumentId,
        symbol: p.symbol,
        units: p.units.toFixed(),
        cost: p.cost.amount.toFixed(),
        currency: p.cost.currency,
      })),
    );
    await insertRows(this.#em, "lot", LOT_COLUMNS, rowsOf(lots, toLotRow));
    await insertRows(this.#em, "short_lot", SHORT_LOT_COLUMNS, rowsOf(shorts, toShortLotRow));
  }

  async positionsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredPosition>> {
    const found = await this.#positions("id = any ($2::uuid[])", ids);
    return new Map(found.map((position) => [position.id, position]));
  }

  positionsOfAccounts(
    accountIds: readonly string[],
    slice: Slice,
  ): Promise<readonly StoredPosition[]> {
    return this.#pages("account_id", accountIds, slice);
  }

  positionsOfHouseholds(
    householdIds: readonly string[],
    slice: Slice | null,
  ): Promise<readonly StoredPosition[]> {
    return slice
      ? this.#pages("household_id", householdIds, slice)
      : this.#positions("household_id = any ($2::uuid[])", householdIds);
  }

  positionsOfInstruments(instrumentIds: readonly string[]): Promise<readonly StoredPosition[]> {
    return this.#positions("instrument_id = any ($2::text[])", instrumentIds);
  }

  async lotsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredLot>> {
    const found = await this.#lots("l.id = any ($2::uuid[])", ids);
    return new Map(found.map((lot) => [lot.id, lot]));
  }

  lotsOfPositions(positionIds: readonly string[]): Promise<readonly StoredLot[]> {
    return this.#lots("l.position_id = any ($2::uuid[])", positionIds);
  }

  lotsOfInstruments(instrumentIds: readonly string[]): Promise<readonly StoredLot[]> {
    return this.#lots("l.instrument_id = any ($2::text[])", instrumentIds);
  }

  async shortLotsOfPositions(positionIds: readonly string[]): Promise<readonly StoredShortLot[]> {
    const rows = await query<ShortLotRow>(
      this.#em,
      `${SELECT_SHORT_LOT} where household_id = any ($1::uuid[]) and position_id = any ($2::uuid[])
       order by position_id, place`,
      [this.#households, positionIds],
    );
    return rows.map(toShortLot);
  }

  /** @param condition on the second parameter; a constant of this file */
  async #positions(condition: string, ids: readonly string[]): Promise<readonly StoredPosition[]> {
    const rows = await query<PositionRow>(
      this.#em,
      `${SELECT_POSITION} where household_id = any ($1::uuid[]) and ${condition} order by symbol, id`,
      [this.#households, ids],
    );
    return rows.map(toPosition);
  }

  /** The first rows after a key, for each of several parents, in one statement. */
  async #pages(
    parent: "account_id" | "household_id",
    parentIds: readonly string[],
    slice: Slice,
  ): Promise<readonly StoredPosition[]> {
    const [symbol = null, id = null] = slice.after ?? [];
    const rows = await query<PositionRow>(
      this.#em,
      `select page.* from unnest($2::uuid[]) as wanted (parent) cross join lateral (
         ${SELECT_POSITION}
         where household_id = any ($1::uuid[]) and ${parent} = wanted.parent
           and ($3::text is null or (symbol, id) > ($3::text, $4::uuid))
         order by symbol, id limit $5) page`,
      [this.#households, parentIds, symbol, id, slice.first],
    );
    return rows.map(toPosition);
  }

  async #lots(condition: string, ids: readonly string[]): Promise<readonly StoredLot[]> {
    const rows = await query<LotRow>(
      this.#em,
      `${SELECT_LOT} where l.household_id = any ($1::uuid[]) and ${condition} order by l.position_id, l.place`,
      [this.#households, ids],
    );
    return rows.map(toLot);
  }
}

function toPosition(row: PositionRow): StoredPosition {
  return {
    id: row.id,
    householdId: row.household_id,
    accountId: row.account_id,
    instrumentId: row.instrument_id,
    symbol: row.symbol,
    units: new Decimal(row.units),
    cost: { amount: new Decimal(row.cost), currency: row.currency },
  };
}
