import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { RowReading } from "./importedRow.js";
import { readYearFirst, readYearFirstDate } from "./rowDate.js";
import { type RowEffect, type RowValues, draftOf } from "./rowEffect.js";
import { type RowReader, badDate, badNumber, missing, unknownAction } from "./rowReader.js";

/** Reads a data row of one section; `orders` remembers which orders the file has shown. */
type SectionReader = (reader: RowReader, orders: Set<string>) => RowReading;

/** Sections that state something and move nothing. */
export const STATEMENT_SECTIONS: ReadonlySet<string> = new Set([
  "Statement",
  "Account Information",
  "Net Asset Value",
  "Change in NAV",
  "Mark-to-Market Performance Summary",
  "Realized & Unrealized Performance Summary",
  "Month & Year to Date Performance Summary",
  "Cash Report",
  "Open Positions",
  "Forex Balances",
  "Forex P/L Details",
  "Net Stock Position Summary",
  "Change in Dividend Accruals",
  "Open Dividend Accruals",
  "Interest Accruals",
  "Financial Instrument Information",
  "Stock Yield Enhancement Program Securities Lent",
  "Stock Yield Enhancement Program Securities Lent Activity",
  "Collateral for Customer Borrowing",
  "CFD Charges",
  "Base Currency Exchange Rate",
  "Location of Customer Assets, Positions and Money",
  "Codes",
  "Notes/Legal Notes",
  "Notes",
  "Legal Notes",
]);

/** Asset categories whose units are shares with a price each. */
const SHARES: ReadonlySet<string> = new Set(["Stocks", "Mutual Funds", "Funds", "ETFs", "Crypto"]);

const isTotal = (reader: RowReader) => /^total\b/i.test(reader.text("currency"));

/** `AAPL(US0378331005) Cash Dividend USD 0.25 per Share (Ordinary Dividend)` */
function securityOf(description: string): Pick<RowValues, "symbol" | "isin"> {
  const match = /^([^\s(][^(]*?)\s*\(([A-Z]{2}[A-Z0-9]{9}\d|[^)]*)\)/.exec(description);
  const code = match?.[2] ?? "";
  return {
    symbol: match?.[1] ?? null,
    isin: /^[A-Z]{2}[A-Z0-9]{9}\d$/.test(code) ? code : null,
  };
}

/** What the rows of all sections have in common. */
function valuesOf(reader: RowReader, action: string): Omit<RowValues, "tradeDate"> {
  return {
    broker: "INTERACTIVE_BROKERS",
    brokerRowId: null,
    action,
    tradeTime: null,
    settlementDate: null,
    symbol: null,
    isin: null,
    units: null,
    price: null,
    amount: null,
    fees: ZERO,
    currency: reader.currency("currency"),
    description: reader.text("description"),
    sourceAccount: reader.optionalText("account"),
  };
}

function dateAndTime(reader: RowReader, column: string) {
  const text = reader.text(column);
  if (text === "") throw missing(column);
  const found = readYearFirst(text);
  if (!found) throw badDate(text, column);
  return { tradeDate: found.date, tradeTime: found.time };
}

function requireShares(reader: RowReader): void {
  const category = reader.text("asset category");
  if (!SHARES.has(category)) throw unknownAction(category, "is not supported yet");
}

/** An order's executions repeat it: a Trade row counts only where no Order row came before. */
function isRepeated(reader: RowReader, orders: Set<string>): boolean {
  const discriminator = reader.text("datadiscriminator");
  const order = `${reader.text("symbol")} ${reader.text("currency")}`;
  if (discriminator === "Order") {
    orders.add(order);
    return false;
  }
  return discriminator === "Trade" ? orders.has(order) : true;
}

function readTrade(reader: RowReader, orders: Set<string>): RowReading {
  if (isRepeated(reader, orders)) return { note: "detail of an order" };
  requireShares(reader);
  const units = reader.number("quantity");
  const proceeds = reader.number("proceeds");
  const commission = reader.number("comm/fee", "comm in usd") ?? ZERO;
  if (proceeds && units && !proceeds.isZero() && proceeds.isNegative() === units.isNegative()) {
    throw badNumber("proceeds", "must have the sign opposite to the quantity's");
  }
  const action = units?.isNegative() ? "SELL" : "BUY";
  const values: RowValues = {
    ...valuesOf(reader, action),
    ...dateAndTime(reader, "date/time"),
    symbol: reader.optionalText("symbol"),
    units,
    price: reader.number("t. price"),
    amount: proceeds?.plus(commission) ?? null,
    fees: commission.negated(),
    description: reader.text("code"),
  };
  return { draft: draftOf(action, values, "SALES_NEGATIVE") };
}

/** A section of cash rows; `effectOf` may look at the description. */
function cashSection(
  section: string,
  effectOf: (description: string) => RowEffect,
  dateColumn = "date",
): SectionReader {
  return (reader) => {
    if (isTotal(reader)) return { note: "total" };
    const description = reader.text("description");
    const effect = effectOf(description);
    const concerns = ["DIVIDEND", "WITHHOLDING", "RETURN_OF_CAPITAL"].includes(effect);
    const values: RowValues = {
      ...valuesOf(reader, section),
      ...(concerns ? securityOf(description) : {}),
      tradeDate: reader.date(readYearFirstDate, dateColumn, "date"),
      amount: reader.number("amount"),
    };
    return { draft: draftOf(effect, values, "SALES_NEGATIVE") };
  };
}

function readTransfer(reader: RowReader): RowReading {
  if (isTotal(reader) || /^total\b/i.test(reader.text("asset category"))) return { note: "total" };
  const directionText = reader.text("direction");
  if (!/^(in|out)$/i.test(directionText)) throw unknownAction(`Transfers ${directionText}`);
  const signed = (value: Decimal | null) =>
    /^in$/i.test(directionText) ? (value?.abs() ?? null) : (value?.abs().negated() ?? null);
  const units = signed(reader.number("qty", "quantity"));
  if (units && !units.isZero()) requireShares(reader);
  const values: RowValues = {
    ...valuesOf(reader, `Transfer ${directionText}`),
    tradeDate: reader.date(readYearFirstDate, "date"),
    symbol: reader.optionalText("symbol"),
    units,
    price: reader.number("xfer price"),
    amount: signed(
      units && !units.isZero() ? reader.number("market value") : reader.number("cash amount"),
    ),
    description: reader.text("type"),
  };
  return { draft: draftOf("TRANSFER", values, "SALES_NEGATIVE") };
}

function corporateActionOf(description: string): RowEffect {
  if (/\bsplit\b/i.test(description)) return "SPLIT";
  if (/\bstock dividend\b/i.test(description)) return "STOCK_DIVIDEND";
  return "UNSUPPORTED";
}

function readCorporateAction(reader: RowReader): RowReading {
  if (isTotal(reader) || /^total\b/i.test(reader.text("asset category"))) return { note: "total" };
  requireShares(reader);
  const description = reader.text("description");
  const effect = corporateActionOf(description);
  const values: RowValues = {
    ...valuesOf(reader, effect === "UNSUPPORTED" ? description : "Corporate action"),
    ...dateAndTime(reader, "date/time"),
    ...securityOf(description),
    units: reader.number("quantity"),
  };
  return { draft: draftOf(effect, values, "SALES_NEGATIVE") };
}

/** The sections that move units or cash, by their English name. */
export const SECTION_READERS: ReadonlyMap<string, SectionReader> = new Map([
  ["Trades", readTrade],
  [
    "Dividends",
    cashSection("Dividend", (description) =>
      /return of capital/i.test(description) ? "RETURN_OF_CAPITAL" : "DIVIDEND",
    ),
  ],
  ["Withholding Tax", cashSection("Withholding Tax", () => "WITHHOLDING")],
  ["Interest", cashSection("Interest", () => "INTEREST")],
  ["Broker Interest Paid", cashSection("Interest", () => "INTEREST")],
  ["Broker Interest Received", cashSection("Interest", () => "INTEREST")],
  ["Fees", cashSection("Fee", () => "FEE")],
  ["Transaction Fees", cashSection("Transaction fee", () => "FEE", "date/time")],
  ["Commission Adjustments", cashSection("Commission adjustment", () => "FEE")],
  ["Sales Tax Details", cashSection("Sales tax", () => "TAX")],
  ["Deposits & Withdrawals", cashSection("Cash transfer", () => "CASH_TRANSFER", "settle date")],
  ["Transfers", readTransfer],
  ["Corporate Actions", readCorporateAction],
]);
