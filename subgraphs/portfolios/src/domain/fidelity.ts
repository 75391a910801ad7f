import { ZERO } from "@wealthgraph/kernel/decimal";
import type { RowReading } from "./importedRow.js";
import type { Layout } from "./layout.js";
import { readUsDate } from "./rowDate.js";
import { type RowEffect, draftOf } from "./rowEffect.js";
import { type RowReader, missing, unknownAction } from "./rowReader.js";
import { hasColumns, startTable } from "./table.js";

/**
 * What Fidelity's free action text starts with; an open list, the first that fits counts. CORE is
 * a move between cash and the money market fund that holds the account's cash.
 */
const ACTIONS: readonly (readonly [string, RowEffect | "CORE"])[] = [
  ["YOU BOUGHT OPENING", "UNSUPPORTED"],
  ["YOU BOUGHT CLOSING", "UNSUPPORTED"],
  ["YOU SOLD OPENING", "UNSUPPORTED"],
  ["YOU SOLD CLOSING", "UNSUPPORTED"],
  ["YOU SOLD SHORT", "UNSUPPORTED"],
  ["YOU BOUGHT", "BUY"],
  ["YOU SOLD", "SELL"],
  ["REINVESTMENT", "BUY"],
  ["DIVIDEND RECEIVED", "DIVIDEND"],
  ["SHORT-TERM CAP GAIN", "DIVIDEND"],
  ["LONG-TERM CAP GAIN", "CAPITAL_GAIN_DISTRIBUTION"],
  ["FOREIGN TAX PAID", "WITHHOLDING"],
  ["NON-RESIDENT TAX", "WITHHOLDING"],
  ["INTEREST EARNED", "INTEREST"],
  ["INTEREST", "INTEREST"],
  ["MARGIN INTEREST", "INTEREST"],
  ["RETURN OF CAPITAL", "RETURN_OF_CAPITAL"],
  ["IN LIEU OF FRX SHARE", "CASH_IN_LIEU"],
  ["STOCK SPLIT", "SPLIT"],
  ["STOCK DIVIDEND", "STOCK_DIVIDEND"],
  ["FEE CHARGED", "FEE"],
  ["ADVISORY FEE", "FEE"],
  ["FOREIGN CUSTODY FEE", "FEE"],
  ["ELECTRONIC FUNDS TRANSFER RECEIVED", "CASH_TRANSFER"],
  ["ELECTRONIC FUNDS TRANSFER PAID", "CASH_TRANSFER"],
  ["DIRECT DEPOSIT", "CASH_TRANSFER"],
  ["DIRECT DEBIT", "CASH_TRANSFER"],
  ["CASH CONTRIBUTION", "CASH_TRANSFER"],
  ["CONTRIBUTION", "CASH_TRANSFER"],
  ["PARTIC CONTR", "CASH_TRANSFER"],
  ["CO CONTR", "CASH_TRANSFER"],
  ["WIRE TRANSFER", "CASH_TRANSFER"],
  ["CHECK RECEIVED", "CASH_TRANSFER"],
  ["CHECK PAID", "CASH_TRANSFER"],
  ["BILL PAYMENT", "CASH_TRANSFER"],
  ["NORMAL DISTR", "CASH_TRANSFER"],
  ["TRANSFER OF ASSETS", "TRANSFER"],
  ["TRANSFERRED FROM", "TRANSFER"],
  ["TRANSFERRED TO", "TRANSFER"],
  ["JOURNALED", "TRANSFER"],
  ["PURCHASE INTO CORE ACCOUNT", "CORE"],
  ["REDEMPTION FROM CORE ACCOUNT", "CORE"],
  ["DISTRIBUTION", "UNSUPPORTED"],
  ["REVERSE SPLIT", "UNSUPPORTED"],
  ["MERGER", "UNSUPPORTED"],
  ["EXCHANGED TO", "UNSUPPORTED"],
  ["ASSIGNED", "UNSUPPORTED"],
  ["EXPIRED", "UNSUPPORTED"],
];

/** Money market funds that hold the cash of an account. */
const CORE_FUNDS: ReadonlySet<string> = new Set(["SPAXX", "FDRXX", "FZFXX", "FCASH"]);

const HEADER = [
  "run date",
  "action",
  "symbol",
  "description",
  "quantity",
  "settlement date",
  ["price ($)", "price"],
  ["amount ($)", "amount"],
];

/** -AAPL250117C200 */
const OPTION_SYMBOL = /^-[A-Z]+\d{6}[CP][\d.]+$/;

function readSettlement(reader: RowReader) {
  if (/^processing$/i.test(reader.text("settlement date"))) return null;
  return reader.optionalDate(readUsDate, "settlement date");
}

function effectOf(action: string, symbol: string | null): RowEffect | "CORE" {
  if (symbol && OPTION_SYMBOL.test(symbol)) {
    throw unknownAction(`${action} ${symbol}`, "is an option: not supported yet");
  }
  const capitals = action.toUpperCase();
  const effect = ACTIONS.find(([start]) => capitals.startsWith(start))?.[1];
  if (!effect) throw unknownAction(action);
  const isCoreFund = symbol !== null && CORE_FUNDS.has(symbol);
  return isCoreFund && capitals.startsWith("REINVESTMENT") ? "CORE" : effect;
}

function read(reader: RowReader): RowReading {
  const tradeDate = reader.date(readUsDate, "run date");
  const action = reader.text("action");
  if (action === "") throw missing("action");
  const symbol = reader.optionalText("symbol");
  const effect = effectOf(action, symbol);
  if (effect === "CORE") return { note: "cash moves to or from its money market fund" };
  const commission = reader.number("commission ($)", "commission") ?? ZERO;
  const values = {
    broker: "FIDELITY",
    brokerRowId: null,
    action,
    tradeDate,
    tradeTime: null,
    settlementDate: readSettlement(reader),
    symbol,
    isin: null,
    units: reader.number("quantity"),
    price: reader.number("price ($)", "price"),
    amount: reader.number("amount ($)", "amount"),
    fees: commission.plus(reader.number("fees ($)", "fees") ?? ZERO),
    currency: reader.text("currency") === "" ? "USD" : reader.currency("currency"),
    description: reader.text("description"),
    sourceAccount: reader.optionalText("account number", "account"),
  } as const;
  return { draft: draftOf(effect, values, "SALES_NEGATIVE") };
}

const table = {
  dateColumn: "run date",
  isHeader: (cells: readonly string[]) => hasColumns(cells, HEADER),
  read,
};

/**
 * Fidelity, account history as CSV: one account or several, in any column order, with or without
 * the cash balance. Dates `MM/DD/YYYY`; sales have negative quantities.
 */
export const fidelity: Layout = {
  name: "FIDELITY",
  broker: "FIDELITY",
  isHeader: table.isHeader,
  start: () => ({ parseRow: startTable(table) }),
};
