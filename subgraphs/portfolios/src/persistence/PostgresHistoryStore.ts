import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import type {
  HistoryStore,
  LedgerRequest,
  Reversal,
  StoredTransaction,
} from "../operations/ports.js";
import { insertRows } from "./insertRows.js";
import { REVERSAL_COLUMNS, type ReversalRow, toReversal } from "./ReversalRow.js";
import {
  COUNTS,
  SELECT_TRANSACTION,
  toTransaction,
  type TransactionRow,
} from "./TransactionRow.js";

export class PostgresHistoryStore implements HistoryStore {
  readonly #em: SqlEntityManager;
  readonly #households: readonly string[];

  constructor(em: SqlEntityManager, households: readonly string[]) {
    this.#em = em;
    this.#households = households;
  }

  addReversals(
    reversals: readonly Omit<Reversal, "reversedAt">[],
    reversedBy: string,
  ): Promise<void> {
    return insertRows(
      this.#em,
      "transaction_reversal",
      REVERSAL_COLUMNS,
      reversals.map((r) => ({
        household_id: r.householdId,
        transaction_id: r.transactionId,
        cause: r.cause,
        reason: r.reason,
        entry_id: r.entryId,
        reversed_by: reversedBy,
      })),
    );
  }

  async reversalsOf(transactionIds: readonly string[]): Promise<ReadonlyMap<string, Reversal>> {
    const rows = await query<ReversalRow>(
      this.#em,
      `select household_id, transaction_id, cause, reason, entry_id, reversed_at
       from portfolios.transaction_reversal
       where household_id = any ($1::uuid[]) and transaction_id = any ($2::uuid[])`,
      [this.#households, transactionIds],
    );
    return new Map(rows.map((row) => [row.transaction_id, toReversal(row)]));
  }

  async entriesOf(
    transactionIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly StoredTransaction[]>> {
    const rows = await query<TransactionRow & { readonly of_id: string }>(
      this.#em,
      `select * from (
         select o.id as of_id, o.household_id as of_household, o.entry_id as of_entry,
           o.import_id as of_import, o.line as of_line
         from portfolios.transaction o
         where o.household_id = any ($1::uuid[]) and o.id = any ($2::uuid[])) wanted
       cross join lateral (
         ${SELECT_TRANSACTION}
         where t.household_id = of_household and t.entry_id = of_entry
         union all
         ${SELECT_TRANSACTION}
         where t.household_id = of_household and of_entry is null and t.entry_id is null
           and t.import_id = of_import and t.line = of_line) legs
       order by occurrence, id`,
      [this.#households, transactionIds],
    );
    const entries = Map.groupBy(rows, (row) => row.of_id);
    return new Map([...entries].map(([id, legs]) => [id, legs.map(toTransaction)]));
  }

  byEntries(entryIds: readonly string[]): Promise<readonly StoredTransaction[]> {
    return this.#where("t.entry_id = any ($2::uuid[]) order by t.occurrence, t.id", entryIds);
  }

  restorationsOf(transactionIds: readonly string[]): Promise<readonly StoredTransaction[]> {
    return this.#where(`t.restores_id = any ($2::uuid[]) and ${COUNTS}`, transactionIds);
  }

  async request(householdId: string, idempotencyKey: string): Promise<LedgerRequest | null> {
    const [row] = await query<{ readonly request_hash: string; readonly entry_id: string }>(
      this.#em,
      `select request_hash, entry_id from portfolios.ledger_request
       where household_id = any ($1::uuid[]) and household_id = $2 and idempotency_key = $3`,
      [this.#households, householdId, idempotencyKey],
    );
    if (!row) return null;
    return { householdId, idempotencyKey, requestHash: row.request_hash, entryId: row.entry_id };
  }

  async addRequest(request: LedgerRequest, createdBy: string): Promise<void> {
    await query(
      this.#em,
      `insert into portfolios.ledger_request
         (household_id, idempotency_key, request_hash, entry_id, created_by) values ($1, $2, $3, $4, $5)`,
      [
        request.householdId,
        request.idempotencyKey,
        request.requestHash,
        request.entryId,
        createdBy,
      ],
    );
  }

  /** @param condition on the second parameter; a constant of this file */
  async #where(condition: string, ids: readonly string[]): Promise<readonly StoredTransaction[]> {
    const rows = await query<TransactionRow>(
      this.#em,
      `${SELECT_TRANSACTION} where t.household_id = any ($1::uuid[]) and ${condition}`,
      [this.#households, ids],
    );
    return rows.map(toTransaction);
  }
}
