import { ZERO } from "@wealthgraph/kernel/decimal";
import type { RowReading } from "./importedRow.js";
import type { Layout } from "./layout.js";
import { readShortUsDate } from "./rowDate.js";
import { type RowEffect, draftOf } from "./rowEffect.js";
import { type RowReader, missing, unknownAction } from "./rowReader.js";
import { hasColumns, startTable } from "./table.js";

/** Transaction and activity types of E*TRADE; an open list: others are rejected by name. */
const ACTIONS: ReadonlyMap<string, RowEffect> = new Map([
  ["bought", "BUY"],
  ["sold", "SELL"],
  ["reinvestment", "BUY"],
  ["dividend", "DIVIDEND"],
  ["qualified dividend", "DIVIDEND"],
  ["short term capital gain", "DIVIDEND"],
  ["long term capital gain", "CAPITAL_GAIN_DISTRIBUTION"],
  ["capital gain", "CAPITAL_GAIN_DISTRIBUTION"],
  ["interest", "INTEREST"],
  ["interest income", "INTEREST"],
  ["margin interest", "INTEREST"],
  ["tax withholding", "WITHHOLDING"],
  ["foreign tax paid", "WITHHOLDING"],
  ["fee", "FEE"],
  ["misc trade fee", "FEE"],
  ["adr fee", "FEE"],
  ["return of capital", "RETURN_OF_CAPITAL"],
  ["cash in lieu", "CASH_IN_LIEU"],
  ["stock split", "SPLIT"],
  ["stock dividend", "STOCK_DIVIDEND"],
  ["transfer", "TRANSFER"],
  ["online transfer", "CASH_TRANSFER"],
  ["deposit", "CASH_TRANSFER"],
  ["withdrawal", "CASH_TRANSFER"],
  ["wire", "CASH_TRANSFER"],
  ["wire in", "CASH_TRANSFER"],
  ["wire out", "CASH_TRANSFER"],
  ["direct deposit", "CASH_TRANSFER"],
  ["bought to open", "UNSUPPORTED"],
  ["bought to cover", "UNSUPPORTED"],
  ["sold to close", "UNSUPPORTED"],
  ["sold short", "UNSUPPORTED"],
  ["option expired", "UNSUPPORTED"],
  ["option expiration", "UNSUPPORTED"],
  ["option assigned", "UNSUPPORTED"],
  ["option exercised", "UNSUPPORTED"],
  ["merger", "UNSUPPORTED"],
  ["spin-off", "UNSUPPORTED"],
]);

const CLASSIC = [
  "transactiondate",
  "transactiontype",
  "securitytype",
  "symbol",
  "quantity",
  "amount",
  "price",
  "commission",
];
const ALL_TRANSACTIONS = [
  "activity/trade date",
  "activity type",
  "symbol",
  "quantity #",
  "price $",
  "amount $",
  "commission",
];

/** Classes whose units are shares with a price each; the newer layout has no such column. */
const SHARES: ReadonlySet<string> = new Set(["", "EQ", "MF", "MMF", "ETF"]);

/** The newer layout writes "--" where it has nothing. */
const said = (text: string): string | null => (/^-*$/.test(text) ? null : text);

function requireShares(reader: RowReader, description: string): void {
  const securityType = reader.text("securitytype").toUpperCase();
  if (!SHARES.has(securityType)) throw unknownAction(securityType, "is not supported yet");
  if (/^(call|put)\s/i.test(description)) {
    throw unknownAction(description, "is an option: not supported yet");
  }
}

/** A reinvested dividend says so in its words only: `VTI REIN @ 240.00`. */
function effectOf(action: string, description: string): RowEffect {
  const effect = ACTIONS.get(action.toLowerCase());
  if (!effect) throw unknownAction(action);
  return effect === "DIVIDEND" && /\brein\b/i.test(description) ? "BUY" : effect;
}

function read(reader: RowReader): RowReading {
  const tradeDate = reader.date(readShortUsDate, "transactiondate", "activity/trade date");
  const action = reader.text("transactiontype", "activity type");
  if (action === "") throw missing("transaction type");
  const description = reader.text("description");
  requireShares(reader, description);
  const units = reader.number("quantity", "quantity #");
  const price = reader.number("price", "price $");
  const values = {
    broker: "ETRADE",
    brokerRowId: null,
    action,
    tradeDate,
    tradeTime: null,
    settlementDate: reader.optionalDate(readShortUsDate, "settlement date"),
    symbol: said(reader.text("symbol")),
    isin: null,
    units,
    price: price?.isZero() ? null : price,
    amount: reader.number("amount", "amount $"),
    fees: reader.number("commission") ?? ZERO,
    currency: "USD",
    description,
    sourceAccount: null,
  } as const;
  return { draft: draftOf(effectOf(action, description), values, "SALES_NEGATIVE") };
}

const isHeader = (cells: readonly string[]) =>
  hasColumns(cells, CLASSIC) || hasColumns(cells, ALL_TRANSACTIONS);

/** The newer form's first column is its date, too. */
const table = { dateColumn: "transactiondate", isHeader, read, isRectangular: true };

/**
 * E*TRADE, transactions as CSV: the classic export and "All Transactions" since 2025. Dates
 * `MM/DD/YY`, month first; sales have negative quantities; the amount includes the commission.
 */
export const etrade: Layout = {
  name: "ETRADE",
  broker: "ETRADE",
  isHeader,
  start: () => ({ parseRow: startTable(table) }),
};
