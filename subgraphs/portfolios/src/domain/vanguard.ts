import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { type CsvRow, type RowReading, parsed } from "./importedRow.js";
import type { Layout, RowParser } from "./layout.js";
import { readUsDate, readYearFirstDate } from "./rowDate.js";
import { type RowEffect, draftOf } from "./rowEffect.js";
import { type RowReader, missing, unknownAction } from "./rowReader.js";
import { hasColumns, startTable } from "./table.js";

/**
 * Transaction types of Vanguard; an open list: others are rejected by name. SWEEP mirrors another
 * row: cash that moves between the account and its settlement fund.
 */
const TYPES: ReadonlyMap<string, RowEffect | "SWEEP"> = new Map([
  ["buy", "BUY"],
  ["buy (exchange)", "BUY"],
  ["sell", "SELL"],
  ["sell (exchange)", "SELL"],
  ["reinvestment", "BUY"],
  ["reinvestment (lt gain)", "BUY"],
  ["reinvestment (st gain)", "BUY"],
  ["dividend", "DIVIDEND"],
  ["capital gain (st)", "DIVIDEND"],
  ["capital gain (lt)", "CAPITAL_GAIN_DISTRIBUTION"],
  ["interest", "INTEREST"],
  ["fee", "FEE"],
  ["foreign tax withheld", "WITHHOLDING"],
  ["withholding", "WITHHOLDING"],
  ["return of capital", "RETURN_OF_CAPITAL"],
  ["cash in lieu", "CASH_IN_LIEU"],
  ["stock split", "SPLIT"],
  ["stock dividend", "STOCK_DIVIDEND"],
  ["funds received", "CASH_TRANSFER"],
  ["contribution", "CASH_TRANSFER"],
  ["distribution", "CASH_TRANSFER"],
  ["withdrawal", "CASH_TRANSFER"],
  ["transfer (incoming)", "TRANSFER"],
  ["transfer (outgoing)", "TRANSFER"],
  ["rollover (incoming)", "TRANSFER"],
  ["rollover (outgoing)", "TRANSFER"],
  ["sweep in", "SWEEP"],
  ["sweep out", "SWEEP"],
  ["corp action", "UNSUPPORTED"],
  ["corp action (redemption)", "UNSUPPORTED"],
  ["exchange", "UNSUPPORTED"],
  ["buy to open", "UNSUPPORTED"],
  ["buy to cover", "UNSUPPORTED"],
  ["sell to close", "UNSUPPORTED"],
  ["sell short", "UNSUPPORTED"],
]);

/** Funds that hold the cash of an account: their units are cash here. */
const SETTLEMENT_FUNDS: ReadonlySet<string> = new Set(["VMFXX", "VMRXX"]);

const HOLDINGS = ["account number", "investment name", "shares", "share price", "total value"];
const TRANSACTIONS = [
  "account number",
  "trade date",
  "transaction type",
  "symbol",
  "shares",
  "share price",
  "net amount",
];

const isHoldingsHeader = (cells: readonly string[]) => hasColumns(cells, HOLDINGS);
const isTransactionsHeader = (cells: readonly string[]) => hasColumns(cells, TRANSACTIONS);

/** 2025-03-17, in older files 03/17/2025: no day has both forms. */
const readDate = (text: string): CalendarDate | null => readYearFirstDate(text) ?? readUsDate(text);

function readFees(reader: RowReader): Decimal {
  const columns = ["commissions and fees", "commission fees"];
  return /^free$/i.test(reader.text(...columns)) ? ZERO : (reader.number(...columns) ?? ZERO);
}

/** Units of a transfer carry the direction of its name, whatever their sign. */
function signedUnits(reader: RowReader, type: string): Decimal | null {
  const units = reader.number("shares");
  if (/\(incoming\)/i.test(type)) return units?.abs() ?? null;
  if (/\(outgoing\)/i.test(type)) return units?.abs().negated() ?? null;
  return units;
}

function read(reader: RowReader): RowReading {
  const tradeDate = reader.date(readDate, "trade date");
  const type = reader.text("transaction type");
  if (type === "") throw missing("transaction type");
  const effect = TYPES.get(type.toLowerCase());
  if (!effect) throw unknownAction(type);
  const symbol = reader.optionalText("symbol");
  if (effect === "SWEEP") return { note: "mirrors another row: cash and its settlement fund" };
  if ((effect === "BUY" || effect === "SELL") && symbol && SETTLEMENT_FUNDS.has(symbol)) {
    return { note: "cash moves to or from its settlement fund" };
  }
  const price = reader.number("share price");
  const values = {
    broker: "VANGUARD",
    brokerRowId: null,
    action: type,
    tradeDate,
    tradeTime: null,
    settlementDate: reader.optionalDate(readDate, "settlement date"),
    symbol,
    isin: null,
    units: signedUnits(reader, type),
    price: price?.isZero() ? null : price,
    amount: reader.number("net amount"),
    fees: readFees(reader),
    currency: "USD",
    description: reader.text("transaction description") || reader.text("investment name"),
    sourceAccount: reader.optionalText("account number"),
  } as const;
  return { draft: draftOf(effect, values, "SALES_NEGATIVE") };
}

const table = {
  dateColumn: "account number",
  isHeader: isTransactionsHeader,
  read,
  isRectangular: true,
};

/** The holdings stand first and are statements; what moves stands in the second table. */
function start(): RowParser {
  let inHoldings = false;
  const parseTransaction = startTable(table);
  return (row: CsvRow) => {
    if (isHoldingsHeader(row.cells)) inHoldings = true;
    if (isTransactionsHeader(row.cells)) inHoldings = false;
    return inHoldings
      ? parsed(row, () => ({ note: "a holding, not a transaction" }))
      : parseTransaction(row);
  };
}

/**
 * Vanguard, CSV of holdings and transactions of one account or several. Dates year first, in older
 * files `MM/DD/YYYY`; sales have negative shares; the net amount includes commissions and fees.
 */
export const vanguard: Layout = {
  name: "VANGUARD",
  broker: "VANGUARD",
  isHeader: (cells) => isHoldingsHeader(cells) || isTransactionsHeader(cells),
  start: () => ({ parseRow: start() }),
};
