import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { type RowReading, parsed } from "./importedRow.js";
import type { Layout, RowParser } from "./layout.js";
import { readYearFirst, readYearFirstDate } from "./rowDate.js";
import { type RowEffect, type RowValues, draftOf } from "./rowEffect.js";
import {
  type Columns,
  RowReader,
  badDate,
  badNumber,
  columnsOf,
  missing,
  unknownAction,
} from "./rowReader.js";
import { hasColumns } from "./table.js";

const TRADES = ["buy/sell", ["tradedate", "date/time", "datetime"], "quantity", "tradeprice"];
const CASH = [
  "type",
  "amount",
  "currencyprimary",
  ["settledate", "date/time", "datetime", "reportdate"],
];

/** Types of cash rows; an open list. */
const CASH_TYPES: ReadonlyMap<string, RowEffect> = new Map([
  ["dividends", "DIVIDEND"],
  ["payment in lieu of dividends", "DIVIDEND"],
  ["withholding tax", "WITHHOLDING"],
  ["broker interest received", "INTEREST"],
  ["broker interest paid", "INTEREST"],
  ["bond interest received", "INTEREST"],
  ["bond interest paid", "INTEREST"],
  ["deposits/withdrawals", "CASH_TRANSFER"],
  ["deposits & withdrawals", "CASH_TRANSFER"],
  ["other fees", "FEE"],
  ["advisor fees", "FEE"],
  ["broker fees", "FEE"],
  ["commission adjustments", "FEE"],
]);

/** Asset classes whose units are shares with a price each; "" when the query has no such column. */
const SHARES: ReadonlySet<string> = new Set(["", "STK", "ETF", "FUND", "CRYPTO"]);

/** Levels of detail that hold single executions or cash rows; others repeat them in sum. */
const DETAIL_LEVELS: ReadonlySet<string> = new Set(["", "EXECUTION", "DETAIL"]);

/** Marks that a Flex query can put around its sections. */
const MARKS: ReadonlySet<string> = new Set(["BOF", "EOF", "BOA", "EOA", "BOS", "EOS"]);

function dateOf(reader: RowReader, ...columns: readonly string[]) {
  const text = reader.text(...columns);
  if (text === "") throw missing(columns[0] ?? "date");
  const found = readYearFirst(text);
  if (!found) throw badDate(text, columns[0] ?? "date");
  return found;
}

function valuesOf(reader: RowReader, action: string): Omit<RowValues, "tradeDate" | "amount"> {
  return {
    broker: "INTERACTIVE_BROKERS",
    brokerRowId: reader.optionalText("transactionid") ?? reader.optionalText("tradeid"),
    action,
    tradeTime: null,
    settlementDate: null,
    symbol: reader.optionalText("symbol"),
    isin: reader.optionalText("isin"),
    units: null,
    price: null,
    fees: ZERO,
    currency: reader.currency("currencyprimary", "currency"),
    description: reader.text("description"),
    sourceAccount: reader.optionalText("clientaccountid"),
  };
}

function readCommission(reader: RowReader, currency: string) {
  const commission = reader.number("ibcommission") ?? ZERO;
  const commissionCurrency = reader.text("ibcommissioncurrency");
  if (!commission.isZero() && commissionCurrency !== "" && commissionCurrency !== currency) {
    throw badNumber("ibcommission", `is in ${commissionCurrency.slice(0, 3)}, not in ${currency}`);
  }
  return commission.plus(reader.number("taxes") ?? ZERO);
}

/** Units times price, with the sign of the units. */
function readTradeMoney(reader: RowReader, units: Decimal | null): Decimal | null {
  const tradeMoney = reader.number("trademoney");
  if (tradeMoney && units && !tradeMoney.isZero() && tradeMoney.lt(0) !== units.lt(0)) {
    throw badNumber("trademoney", "must have the sign of the quantity");
  }
  return tradeMoney;
}

function readTrade(reader: RowReader): RowReading {
  const action = reader.text("buy/sell").toUpperCase();
  if (action !== "BUY" && action !== "SELL") throw unknownAction(action || "(no action)");
  const assetClass = reader.text("assetclass", "assetcategory");
  if (!SHARES.has(assetClass)) throw unknownAction(assetClass, "is not supported yet");
  const values = valuesOf(reader, action);
  const units = reader.number("quantity");
  const tradeMoney = readTradeMoney(reader, units);
  const costs = readCommission(reader, values.currency);
  const day = dateOf(reader, "tradedate", "date/time", "datetime");
  const moment = readYearFirst(reader.text("datetime", "date/time"));
  const draft = draftOf(
    action,
    {
      ...values,
      tradeDate: day.date,
      tradeTime: moment?.time ?? day.time,
      settlementDate: reader.optionalDate(readYearFirstDate, "settledatetarget", "settledate"),
      units,
      price: reader.number("tradeprice"),
      amount: tradeMoney?.negated().plus(costs) ?? null,
      fees: costs.negated(),
    },
    "SALES_NEGATIVE",
  );
  return { draft };
}

function readCash(reader: RowReader): RowReading {
  const action = reader.text("type");
  if (action === "") throw missing("type");
  const effect = CASH_TYPES.get(action.toLowerCase());
  if (!effect) throw unknownAction(action);
  const isCapital = effect === "DIVIDEND" && /return of capital/i.test(reader.text("description"));
  const values: RowValues = {
    ...valuesOf(reader, action),
    tradeDate: dateOf(reader, "settledate", "date/time", "datetime", "reportdate").date,
    amount: reader.number("amount"),
  };
  return { draft: draftOf(isCapital ? "RETURN_OF_CAPITAL" : effect, values, "SALES_NEGATIVE") };
}

function start(): RowParser {
  let columns: Columns | null = null;
  let read = readTrade;
  return (row) =>
    parsed(row, () => {
      if (isHeader(row.cells)) {
        columns = columnsOf(row.cells);
        read = hasColumns(row.cells, TRADES) ? readTrade : readCash;
        return { note: "header" };
      }
      if (!columns) return { note: "before the header" };
      const isEmpty = row.cells.every((cell) => cell.trim() === "");
      if (isEmpty || MARKS.has(row.cells[0] ?? "")) return { note: "not a transaction" };
      const reader = new RowReader(columns, row);
      if (!DETAIL_LEVELS.has(reader.text("levelofdetail").toUpperCase())) {
        return { note: "sum of other rows" };
      }
      return read(reader);
    });
}

function isHeader(cells: readonly string[]): boolean {
  return hasColumns(cells, TRADES) || hasColumns(cells, CASH);
}

/**
 * Interactive Brokers, Flex query as CSV: trades and cash rows, in the columns that the user chose.
 * Dates year first; units sold and commissions are negative.
 */
export const ibkrFlex: Layout = {
  name: "IBKR_FLEX",
  broker: "INTERACTIVE_BROKERS",
  isHeader,
  start: () => ({ parseRow: start() }),
};
