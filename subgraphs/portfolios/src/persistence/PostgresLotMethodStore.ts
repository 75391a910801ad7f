import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import { newId } from "@wealthgraph/chassis/id";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { LotMethod } from "../domain/lotMethod.js";
import type { LotMethodStore, StoredElection } from "../operations/holdingPorts.js";
import { COUNTS } from "./TransactionRow.js";

interface ElectionRow {
  readonly household_id: string;
  readonly account_id: string;
  readonly instrument_id: string | null;
  readonly symbol: string | null;
  readonly method: string;
  readonly from_date: string;
}

export class PostgresLotMethodStore implements LotMethodStore {
  readonly #em: SqlEntityManager;
  readonly #households: readonly string[];

  constructor(em: SqlEntityManager, households: readonly string[]) {
    this.#em = em;
    this.#households = households;
  }

  ofHousehold(householdId: string): Promise<readonly StoredElection[]> {
    return this.#where("household_id = any ($2::uuid[])", [householdId]);
  }

  ofAccounts(accountIds: readonly string[]): Promise<readonly StoredElection[]> {
    return this.#where("account_id = any ($2::uuid[])", accountIds);
  }

  async add(election: StoredElection, createdBy: string): Promise<void> {
    await query(
      this.#em,
      `insert into portfolios.lot_method_election
         (household_id, id, account_id, instrument_id, symbol, method, from_date, created_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        election.householdId,
        newId(),
        election.accountId,
        election.instrumentId,
        election.symbol,
        election.method,
        election.from,
        createdBy,
      ],
    );
  }

  async salesFollowing(election: StoredElection): Promise<number> {
    const [row] = await query<{ readonly n: number }>(
      this.#em,
      `select count(*)::int as n from portfolios.transaction t
       where t.household_id = any ($1::uuid[]) and t.account_id = $2 and t.trade_date >= $3
         and ($4::text is null or t.instrument_id = $4) and t.kind in ('SELL', 'CASH_IN_LIEU', 'TRANSFER_OUT')
         and (t.terms is null or not t.terms ?| array['lots', 'lotMethod']) and ${COUNTS}`,
      [this.#households, election.accountId, election.from, election.instrumentId],
    );
    return row?.n ?? 0;
  }

  async isReinvested(accountId: string, instrumentId: string): Promise<boolean> {
    const rows = await query(
      this.#em,
      `select 1 from portfolios.transaction t where t.household_id = any ($1::uuid[])
         and t.account_id = $2 and t.instrument_id = $3 and t.kind = 'REINVESTMENT' and ${COUNTS} limit 1`,
      [this.#households, accountId, instrumentId],
    );
    return rows.length > 0;
  }

  /** @param condition on the second parameter; a constant of this file */
  async #where(condition: string, ids: readonly string[]): Promise<readonly StoredElection[]> {
    const rows = await query<ElectionRow>(
      this.#em,
      `select household_id, account_id, instrument_id, symbol, method, from_date::text as from_date
       from portfolios.lot_method_election
       where household_id = any ($1::uuid[]) and ${condition} order by created_at, id`,
      [this.#households, ids],
    );
    return rows.map((row) => ({
      householdId: row.household_id,
      accountId: row.account_id,
      instrumentId: row.instrument_id,
      symbol: row.symbol,
      // a CHECK of the table holds it
      method: row.method as LotMethod,
      from: row.from_date as CalendarDate,
    }));
  }
}
