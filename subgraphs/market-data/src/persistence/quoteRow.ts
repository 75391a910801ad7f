import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { QuoteRecord } from "../domain/quote.js";

/** One row of market_data.latest_quote. */
export interface QuoteRow {
  readonly instrument_id: string;
  readonly price: string;
  readonly currency: string;
  readonly previous_close: string | null;
  readonly as_of: Date;
  readonly received_at: Date;
  readonly source: string;
  readonly is_simulated: boolean;
  readonly fx_to_usd: string;
  readonly fx_rate_date: CalendarDate;
}

export function toQuoteRecord(row: QuoteRow): QuoteRecord {
  const { currency } = row;
  return {
    instrumentId: row.instrument_id,
    price: { amount: new Decimal(row.price), currency },
    previousClose:
      row.previous_close === null ? null : { amount: new Decimal(row.previous_close), currency },
    asOf: row.as_of,
    receivedAt: row.received_at,
    source: row.source,
    isSimulated: row.is_simulated,
    fxToUsd: new Decimal(row.fx_to_usd),
    fxRateDate: row.fx_rate_date,
  };
}

/** Columns of an upsert, in the order of the table. */
export function quoteColumns(records: readonly QuoteRecord[]): unknown[][] {
  return [
    records.map((r) => r.instrumentId),
    records.map((r) => r.price.amount.toFixed()),
    records.map((r) => r.price.currency),
    records.map((r) => r.previousClose?.amount.toFixed() ?? null),
    records.map((r) => r.asOf.toISOString()),
    records.map((r) => r.receivedAt.toISOString()),
    records.map((r) => r.source),
    records.map((r) => r.isSimulated),
    records.map((r) => r.fxToUsd.toFixed()),
    records.map((r) => r.fxRateDate),
  ];
}
