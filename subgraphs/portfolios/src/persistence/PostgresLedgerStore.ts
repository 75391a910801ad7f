import { query, type SqlEntityManager } from "@wealthgraph/chassis/database";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { InstrumentLink } from "../domain/relatedInstruments.js";
import type { LedgerStore, Slice, StoredTransaction } from "../operations/ports.js";
import { insertRows } from "./insertRows.js";
import { termsToJson } from "./termsJson.js";
import {
  COUNTS,
  SELECT_TRANSACTION,
  toTransaction,
  type TransactionRow,
} from "./TransactionRow.js";

const COLUMNS = {
  household_id: "uuid",
  id: "uuid",
  account_id: "uuid",
  import_id: "uuid",
  line: "int",
  entry_id: "uuid",
  corrects_id: "uuid",
  restores_id: "uuid",
  kind: "text",
  trade_date: "date",
  trade_time: "text",
  settlement_date: "date",
  instrument_id: "text",
  symbol: "text",
  asset_class: "text",
  units: "numeric",
  price: "numeric",
  amount: "numeric",
  fees: "numeric",
  currency: "text",
  fx_rate: "numeric",
  description: "text",
  content_key: "text",
  occurrence: "int",
  generation: "int",
  terms: "jsonb",
} as const;

/** Rows of one page of a long history. */
const PAGE_ROWS = 5_000;

export class PostgresLedgerStore implements LedgerStore {
  readonly #em: SqlEntityManager;
  readonly #households: readonly string[];

  constructor(em: SqlEntityManager, households: readonly string[]) {
    this.#em = em;
    this.#households = households;
  }

  async lock(householdId: string): Promise<void> {
    await query(this.#em, "select pg_advisory_xact_lock(hashtextextended($1, 0))", [
      `portfolios.ledger.${householdId}`,
    ]);
  }

  async hasInstrument(householdId: string, instrumentId: string): Promise<boolean> {
    const rows = await query(
      this.#em,
      `select 1 from portfolios.transaction
       where household_id = any ($1::uuid[]) and household_id = $2 and instrument_id::text = $3 limit 1`,
      [this.#households, householdId, instrumentId],
    );
    return rows.length > 0;
  }

  async identities(accountId: string): Promise<ReadonlySet<string>> {
    const rows = await query<{ readonly identity: string }>(
      this.#em,
      `select distinct t.content_key || ' ' || t.occurrence as identity from portfolios.transaction t
       join portfolios.import i on i.household_id = t.household_id and i.id = t.import_id
       where t.household_id = any ($1::uuid[]) and t.account_id = $2 and i.status = 'CONFIRMED'`,
      [this.#households, accountId],
    );
    return new Set(rows.map((row) => row.identity));
  }

  async append(transactions: readonly StoredTransaction[]): Promise<void> {
    const generations = await this.#generations(transactions);
    await insertRows(
      this.#em,
      "transaction",
      COLUMNS,
      transactions.map((t) => ({
        household_id: t.householdId,
        id: t.id,
        account_id: t.accountId,
        import_id: t.importId,
        line: t.line,
        entry_id: t.entryId ?? null,
        corrects_id: t.correctsId ?? null,
        restores_id: t.restoresId ?? null,
        kind: t.kind,
        trade_date: t.tradeDate,
        trade_time: t.tradeTime,
        settlement_date: t.settlementDate,
        instrument_id: t.instrumentId,
        symbol: t.symbol,
        asset_class: t.assetClass,
        units: t.units?.toFixed() ?? null,
        price: t.price?.toFixed() ?? null,
        amount: t.amount.toFixed(),
        fees: t.fees.toFixed(),
        currency: t.currency,
        fx_rate: t.fxRate.toFixed(),
        description: t.description,
        content_key: t.contentKey,
        occurrence: t.occurrence,
        terms: t.terms ? termsToJson(t.terms) : null,
        generation: generations.get(`${t.accountId} ${t.contentKey} ${t.occurrence}`) ?? 0,
      })),
    );
  }

  /** How often each content was taken back before, by account, key and occurrence; absent is 0. */
  async #generations(transactions: readonly StoredTransaction[]): Promise<Map<string, number>> {
    const accounts = [...new Set(transactions.map((t) => t.accountId))];
    const rows = await query<{ readonly identity: string; readonly n: number }>(
      this.#em,
      `select t.account_id || ' ' || t.content_key || ' ' || t.occurrence as identity, count(*)::int as n
       from portfolios.transaction t
       join portfolios.transaction_reversal r
         on r.household_id = t.household_id and r.transaction_id = t.id
       where t.household_id = any ($1::uuid[]) and t.account_id = any ($2::uuid[])
         and t.content_key = any ($3::text[])
       group by 1`,
      [this.#households, accounts, [...new Set(transactions.map((t) => t.contentKey))]],
    );
    return new Map(rows.map((row) => [row.identity, row.n]));
  }

  async reverse(importId: string, householdId: string): Promise<number> {
    const reversed = await query(
      this.#em,
      `insert into portfolios.transaction_reversal (household_id, transaction_id, import_id)
       select t.household_id, t.id, t.import_id from portfolios.transaction t
       where t.household_id = $1 and t.import_id = $2 and ${COUNTS} returning transaction_id`,
      [householdId, importId],
    );
    return reversed.length;
  }

  async ofHousehold(
    householdId: string,
    instruments: readonly string[] | null = null,
  ): Promise<readonly StoredTransaction[]> {
    const found: StoredTransaction[] = [];
    // page by page, so that reading a long history does not hold the event loop
    for (let after: string | null = null; ;) {
      const rows: TransactionRow[] = await query<TransactionRow>(
        this.#em,
        `${SELECT_TRANSACTION} where t.household_id = any ($1::uuid[]) and t.household_id = $2 and ${COUNTS}
           and ($3::text[] is null or t.instrument_id = any ($3::text[])) and ($4::uuid is null or t.id > $4)
         order by t.id limit ${PAGE_ROWS}`,
        [this.#households, householdId, instruments, after],
      );
      for (const row of rows) found.push(toTransaction(row));
      if (rows.length < PAGE_ROWS) return found;
      after = rows.at(-1)?.id ?? null;
    }
  }

  async revision(householdId: string): Promise<string> {
    const [row] = await query<{ readonly revision: string }>(
      this.#em,
      `select (select count(*) from portfolios.transaction where household_id = any ($1::uuid[]) and household_id = $2)
         || ' ' || (select count(*) from portfolios.transaction_reversal where household_id = any ($1::uuid[]) and household_id = $2)
         || ' ' || (select count(*) from portfolios.lot_method_election where household_id = any ($1::uuid[]) and household_id = $2)
         as revision`,
      [this.#households, householdId],
    );
    return row?.revision ?? "";
  }

  async instrumentLinks(householdId: string): Promise<readonly InstrumentLink[]> {
    const rows = await query<{ readonly from_id: string; readonly to_id: string }>(
      this.#em,
      `select distinct t.instrument_id as from_id, t.terms #>> '{received,instrumentId}' as to_id
       from portfolios.transaction t
       where t.household_id = any ($1::uuid[]) and t.household_id = $2 and t.terms ? 'received'
         and t.instrument_id is not null`,
      [this.#households, householdId],
    );
    return rows.map((row) => ({ from: row.from_id, to: row.to_id }));
  }

  async cash(householdId: string): Promise<ReadonlyMap<string, Decimal>> {
    const rows = await query<{ readonly id: string; readonly cash: string }>(
      this.#em,
      `select a.id, coalesce(c.cash, 0) as cash from portfolios.account a
       left join (
         select t.account_id, sum(case when t.currency = o.currency then t.amount else t.amount * t.fx_rate end) as cash
         from portfolios.transaction t
         join portfolios.account o on o.household_id = t.household_id and o.id = t.account_id
         where t.household_id = any ($1::uuid[]) and t.household_id = $2 and ${COUNTS}
         group by t.account_id) c on c.account_id = a.id
       where a.household_id = any ($1::uuid[]) and a.household_id = $2`,
      [this.#households, householdId],
    );
    return new Map(rows.map((row) => [row.id, new Decimal(row.cash)]));
  }

  async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, StoredTransaction>> {
    const rows = await query<TransactionRow>(
      this.#em,
      `${SELECT_TRANSACTION} where t.household_id = any ($1::uuid[]) and t.id = any ($2::uuid[])`,
      [this.#households, ids],
    );
    return new Map(rows.map((row) => [row.id, toTransaction(row)]));
  }

  async washSaleExempt(instrumentIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await query<{ readonly instrument_id: string }>(
      this.#em,
      `select distinct t.instrument_id from portfolios.transaction t
       where t.household_id = any ($1::uuid[]) and t.instrument_id = any ($2::text[])
         and t.asset_class = 'CRYPTO'`,
      [this.#households, instrumentIds],
    );
    return new Set(rows.map((row) => row.instrument_id));
  }

  async ofAccounts(
    accountIds: readonly string[],
    slice: Slice,
    includeReversed = false,
  ): Promise<readonly StoredTransaction[]> {
    const [tradeDate = null, id = null] = slice.after ?? [];
    const rows = await query<TransactionRow>(
      this.#em,
      `select * from unnest($2::uuid[]) as wanted (of_account) cross join lateral (
         ${SELECT_TRANSACTION}
         where t.household_id = any ($1::uuid[]) and t.account_id = wanted.of_account and ($6 or ${COUNTS})
           and ($3::date is null or (t.trade_date, t.id) < ($3::date, $4::uuid))
         order by t.trade_date desc, t.id desc limit $5) page`,
      [this.#households, accountIds, tradeDate, id, slice.first, includeReversed],
    );
    return rows.map(toTransaction);
  }

  async incomeOf(
    householdId: string,
    from: CalendarDate,
    to: CalendarDate,
  ): Promise<readonly StoredTransaction[]> {
    const rows = await query<TransactionRow>(
      this.#em,
      `${SELECT_TRANSACTION}
       where t.household_id = any ($1::uuid[]) and t.household_id = $2 and ${COUNTS}
         and t.kind in ('DIVIDEND', 'CAPITAL_GAIN_DISTRIBUTION', 'INTEREST', 'WITHHOLDING')
         and t.trade_date between $3 and $4 order by t.trade_date, t.id`,
      [this.#households, householdId, from, to],
    );
    return rows.map(toTransaction);
  }

  async assetClasses(instrumentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await query<{ readonly instrument_id: string; readonly asset_class: string }>(
      this.#em,
      `select distinct on (t.instrument_id) t.instrument_id, t.asset_class
       from portfolios.transaction t
       where t.household_id = any ($1::uuid[]) and t.instrument_id = any ($2::text[])
         and t.asset_class is not null
       order by t.instrument_id, t.created_at desc, t.id desc`,
      [this.#households, instrumentIds],
    );
    return new Map(rows.map((row) => [row.instrument_id, row.asset_class]));
  }

  async reinvestments(
    positionIds: readonly string[],
    since: CalendarDate,
  ): Promise<ReadonlyMap<string, readonly CalendarDate[]>> {
    const rows = await query<{ readonly id: string; readonly days: readonly CalendarDate[] }>(
      this.#em,
      `select p.id, array_agg(distinct t.trade_date::text order by t.trade_date::text) as days
       from portfolios.position p
       join portfolios.transaction t on t.household_id = p.household_id
         and t.account_id = p.account_id and t.instrument_id = p.instrument_id
       where p.household_id = any ($1::uuid[]) and p.id = any ($2::uuid[]) and t.kind in ('BUY', 'REINVESTMENT')
         and t.trade_date >= $3 and ${COUNTS} and exists (
           select 1 from portfolios.transaction d
           where d.household_id = t.household_id and d.account_id = t.account_id
             and d.instrument_id = t.instrument_id
             and d.kind in ('DIVIDEND', 'CAPITAL_GAIN_DISTRIBUTION')
             and d.trade_date between t.trade_date - 3 and t.trade_date
             and -t.amount between 0.6 * d.amount and d.amount + 0.01
             and ${COUNTS.replaceAll("t.", "d.")})
       group by p.id`,
      [this.#households, positionIds, since],
    );
    return new Map(rows.map((row) => [row.id, row.days]));
  }
}
