import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { TransactionKind } from "../domain/transaction.js";
import type { StoredTransaction } from "../operations/ports.js";
import { type TermsJson, termsFromJson } from "./termsJson.js";

/** A row of portfolios.transaction with the currency of its account. */
export interface TransactionRow {
  readonly id: string;
  readonly household_id: string;
  readonly account_id: string;
  readonly import_id: string | null;
  readonly line: number | null;
  readonly entry_id: string | null;
  readonly corrects_id: string | null;
  readonly restores_id: string | null;
  readonly kind: string;
  readonly trade_date: string;
  readonly trade_time: string | null;
  readonly settlement_date: string;
  readonly instrument_id: string | null;
  readonly symbol: string | null;
  readonly asset_class: string | null;
  readonly units: string | null;
  readonly price: string | null;
  readonly amount: string;
  readonly fees: string;
  readonly currency: string;
  readonly fx_rate: string;
  readonly account_currency: string;
  readonly description: string;
  readonly content_key: string;
  readonly occurrence: number;
  readonly terms: TermsJson | null;
}

export const SELECT_TRANSACTION = `select t.id, t.household_id, t.account_id, t.import_id, t.line, t.kind,
    t.entry_id, t.corrects_id, t.restores_id,
    t.trade_date::text as trade_date, t.trade_time, t.settlement_date::text as settlement_date,
    t.instrument_id, t.symbol, t.asset_class, t.units, t.price, t.amount, t.fees, t.currency, t.fx_rate,
    a.currency as account_currency, t.description, t.content_key, t.occurrence, t.terms
  from portfolios.transaction t
  join portfolios.account a on a.household_id = t.household_id and a.id = t.account_id`;

/** A transaction counts until it is reversed: a condition on `t`. */
export const COUNTS = `not exists (select 1 from portfolios.transaction_reversal r
  where r.household_id = t.household_id and r.transaction_id = t.id)`;

const decimalOrNull = (text: string | null): Decimal | null =>
  text === null ? null : new Decimal(text);

export function toTransaction(row: TransactionRow): StoredTransaction {
  return {
    id: row.id,
    householdId: row.household_id,
    accountId: row.account_id,
    importId: row.import_id,
    line: row.line,
    entryId: row.entry_id,
    correctsId: row.corrects_id,
    restoresId: row.restores_id,
    // written by the store only, from the domain's union
    kind: row.kind as TransactionKind,
    tradeDate: row.trade_date as CalendarDate,
    tradeTime: row.trade_time,
    settlementDate: row.settlement_date as CalendarDate,
    instrumentId: row.instrument_id,
    symbol: row.symbol,
    assetClass: row.asset_class,
    units: decimalOrNull(row.units),
    price: decimalOrNull(row.price),
    amount: new Decimal(row.amount),
    fees: new Decimal(row.fees),
    currency: row.currency,
    fxRate: new Decimal(row.fx_rate),
    accountCurrency: row.account_currency,
    description: row.description,
    contentKey: row.content_key,
    occurrence: row.occurrence,
    terms: row.terms && termsFromJson(row.terms),
  };
}
