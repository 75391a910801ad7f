import { ZERO } from "@wealthgraph/kernel/decimal";
import type { RowReading } from "./importedRow.js";
import type { Layout } from "./layout.js";
import { readAsOfDate } from "./rowDate.js";
import { type RowEffect, draftOf } from "./rowEffect.js";
import { type RowReader, missing, unknownAction } from "./rowReader.js";
import { hasColumns, startTable } from "./table.js";

/** Actions of Charles Schwab's transaction export; an open list: others are rejected by name. */
const ACTIONS: ReadonlyMap<string, RowEffect> = new Map([
  ["buy", "BUY"],
  ["reinvest shares", "BUY"],
  ["sell", "SELL"],
  ["cash dividend", "DIVIDEND"],
  ["reinvest dividend", "DIVIDEND"],
  ["qual div reinvest", "DIVIDEND"],
  ["qualified dividend", "DIVIDEND"],
  ["non-qualified div", "DIVIDEND"],
  ["special dividend", "DIVIDEND"],
  ["special qual div", "DIVIDEND"],
  ["special non qual div", "DIVIDEND"],
  ["pr yr cash div", "DIVIDEND"],
  ["pr yr div reinvest", "DIVIDEND"],
  ["pr yr special div", "DIVIDEND"],
  ["short term cap gain", "DIVIDEND"],
  ["short term cap gain reinvest", "DIVIDEND"],
  ["long term cap gain", "CAPITAL_GAIN_DISTRIBUTION"],
  ["long term cap gain reinvest", "CAPITAL_GAIN_DISTRIBUTION"],
  ["credit interest", "INTEREST"],
  ["bank interest", "INTEREST"],
  ["bond interest", "INTEREST"],
  ["margin interest", "INTEREST"],
  ["foreign tax paid", "WITHHOLDING"],
  ["nra tax adj", "WITHHOLDING"],
  ["nra withholding", "WITHHOLDING"],
  ["adr mgmt fee", "FEE"],
  ["advisor fee", "FEE"],
  ["service fee", "FEE"],
  ["stock split", "SPLIT"],
  ["reverse split", "SPLIT"],
  ["stock div dist", "STOCK_DIVIDEND"],
  ["cash in lieu", "CASH_IN_LIEU"],
  ["return of capital", "RETURN_OF_CAPITAL"],
  ["journaled shares", "TRANSFER"],
  ["internal transfer", "TRANSFER"],
  ["security transfer", "TRANSFER"],
  ["journal", "TRANSFER"],
  ["moneylink transfer", "CASH_TRANSFER"],
  ["moneylink deposit", "CASH_TRANSFER"],
  ["wire sent", "CASH_TRANSFER"],
  ["wire received", "CASH_TRANSFER"],
  ["wire funds", "CASH_TRANSFER"],
  ["wire funds received", "CASH_TRANSFER"],
  ["funds received", "CASH_TRANSFER"],
  ["funds paid", "CASH_TRANSFER"],
  ["spin-off", "UNSUPPORTED"],
  ["stock merger", "UNSUPPORTED"],
  ["cash/stock merger", "UNSUPPORTED"],
  ["cash merger", "UNSUPPORTED"],
  ["name change", "UNSUPPORTED"],
  ["conversion", "UNSUPPORTED"],
  ["sell short", "UNSUPPORTED"],
  ["buy to open", "UNSUPPORTED"],
  ["buy to close", "UNSUPPORTED"],
  ["sell to open", "UNSUPPORTED"],
  ["sell to close", "UNSUPPORTED"],
  ["assigned", "UNSUPPORTED"],
  ["expired", "UNSUPPORTED"],
  ["exchange or exercise", "UNSUPPORTED"],
]);

const HEADER = ["date", "action", "symbol", "description", "quantity", "price", "amount"];
const FEES = ["fees & comm", "fees & commissions"];

/** AAPL 01/17/2025 200.00 C */
const OPTION_SYMBOL = /\d{2}\/\d{2}\/\d{4}\s+[\d.]+\s+[CP]$/;

function read(reader: RowReader): RowReading {
  const tradeDate = reader.date(readAsOfDate, "date");
  const action = reader.text("action");
  if (action === "") throw missing("action");
  const effect = ACTIONS.get(action.toLowerCase());
  if (!effect) throw unknownAction(action);
  const symbol = reader.optionalText("symbol");
  if (symbol && OPTION_SYMBOL.test(symbol))
    throw unknownAction(`${action} ${symbol}`, "is an option: not supported yet");
  const values = {
    broker: "SCHWAB",
    brokerRowId: null,
    action,
    tradeDate,
    tradeTime: null,
    settlementDate: null,
    symbol,
    isin: null,
    units: reader.number("quantity"),
    price: reader.number("price"),
    amount: reader.number("amount"),
    fees: reader.number(...FEES) ?? ZERO,
    currency: "USD",
    description: reader.text("description"),
    sourceAccount: null,
  } as const;
  return { draft: draftOf(effect, values, "SALES_POSITIVE") };
}

const table = {
  dateColumn: "date",
  isHeader: (cells: readonly string[]) => hasColumns(cells, [...HEADER, FEES]),
  read,
};

/**
 * Charles Schwab, transactions as CSV. Dates `MM/DD/YYYY`, also `… as of …` whose second date counts;
 * money with `$`; quantities without a sign, except of share transfers; splits carry added shares.
 */
export const schwab: Layout = {
  name: "SCHWAB",
  broker: "SCHWAB",
  isHeader: table.isHeader,
  start: () => ({ parseRow: startTable(table) }),
};
