import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { type Currency, roundToMinorUnit } from "@wealthgraph/kernel/money";
import type { RowReading } from "./importedRow.js";
import type { Layout } from "./layout.js";
import { type MajorUnits, inMajorUnits } from "./minorUnit.js";
import { readYearFirst } from "./rowDate.js";
import { type RowEffect, type RowValues, draftOf } from "./rowEffect.js";
import { type RowReader, badNumber, missing, unknownAction } from "./rowReader.js";
import { hasColumns, startTable } from "./table.js";

/** Actions of Trading 212; an open list: others are rejected by name. */
const ACTIONS: readonly (readonly [RegExp, RowEffect | "CONVERSION"])[] = [
  [/^(market|limit|stop|stop limit) buy$/i, "BUY"],
  [/^(market|limit|stop|stop limit) sell$/i, "SELL"],
  [/^dividend \(return of capital/i, "RETURN_OF_CAPITAL"],
  [/^dividend( \(|$)/i, "DIVIDEND"],
  [/^(interest on cash|lending interest|share lending interest)$/i, "INTEREST"],
  [/^(deposit|withdrawal|card debit|card credit)$/i, "CASH_TRANSFER"],
  [/^stock split (open|close)$/i, "SPLIT"],
  [/^stock distribution$/i, "STOCK_DIVIDEND"],
  [/^transfer (in|out)$/i, "TRANSFER"],
  [/^currency conversion$/i, "CONVERSION"],
];

/** Charges that the total already contains. */
const CHARGES = [
  "currency conversion fee",
  "stamp duty reserve tax",
  "stamp duty",
  "transaction fee",
  "finra fee",
  "french transaction tax",
  "ptm levy",
  "charge amount",
];

/** Older files write the account's currency into the name of the column: `Total (EUR)`. */
const ACCOUNT_CURRENCIES = ["EUR", "GBP", "USD", "CHF", "CZK", "PLN", "RON", "SEK", "DKK", "NOK"];
const TOTALS = ["total", ...ACCOUNT_CURRENCIES.map((code) => `total (${code.toLowerCase()})`)];
const ANY_COLUMN = ["no. of shares", "currency (total)", "id", "notes"];

function accountCurrency(reader: RowReader): Currency {
  const inName = ACCOUNT_CURRENCIES.find((c) => reader.text(`total (${c.toLowerCase()})`) !== "");
  if (inName) return inName;
  const currency = reader.currency("currency (total)");
  if (inMajorUnits(ZERO, currency)?.currency === currency) return currency;
  throw badNumber("total", `is in ${currency}: an account is kept in whole units`);
}

const negatedIf = (isNegative: boolean, value: Decimal | null) =>
  isNegative ? (value?.abs().negated() ?? null) : value;

/** Totals of trades have no sign, those of withdrawals have one. */
function signedTotal(effect: RowEffect, total: Decimal | null): Decimal | null {
  if (effect === "BUY") return negatedIf(true, total);
  return effect === "SELL" ? (total?.abs() ?? null) : total;
}

function readCharges(reader: RowReader, currency: Currency): Decimal {
  return CHARGES.reduce((charges, column) => {
    const inName = `${column} (${currency.toLowerCase()})`;
    const charge = reader.number(column, inName) ?? ZERO;
    const chargeCurrency = reader.text(`currency (${column})`);
    if (!charge.isZero() && chargeCurrency !== "" && chargeCurrency !== currency) {
      throw badNumber(column, `is in ${chargeCurrency.slice(0, 3)}, not in ${currency}`);
    }
    return charges.plus(charge.abs());
  }, ZERO);
}

/** The price in whole units of its currency; null when the row has none. */
function readPrice(reader: RowReader): MajorUnits | null {
  const price = reader.number("price / share");
  if (!price || price.isZero()) return null;
  const currency = reader.text("currency (price / share)");
  const found = inMajorUnits(price, currency);
  if (!found) throw missing("currency (price / share)");
  return found;
}

/** The price in the account's currency: as written, else at the broker's rate, else null. */
function priceInAccount(
  reader: RowReader,
  quoted: MajorUnits | null,
  currency: Currency,
): Decimal | null {
  if (!quoted) return null;
  if (quoted.currency === currency) return quoted.amount;
  const rate = reader.number("exchange rate");
  const isPence = quoted.currency !== reader.text("currency (price / share)");
  return rate?.gt(0) && !isPence ? quoted.amount.div(rate).toDecimalPlaces(18) : null;
}

/**
 * A ticker counts where its price is in dollars: those of other exchanges name other shares than
 * the same letters in the United States. The ISIN names the share everywhere.
 */
function securityOf(reader: RowReader): Pick<RowValues, "symbol" | "isin"> {
  const isin = reader.optionalText("isin");
  const inDollars = reader.text("currency (price / share)") === "USD";
  return { symbol: inDollars || isin === null ? reader.optionalText("ticker") : null, isin };
}

function signedUnits(reader: RowReader, action: string): Decimal | null {
  const units = reader.number("no. of shares");
  if (/^stock split open$|^transfer in$/i.test(action)) return units?.abs() ?? null;
  return negatedIf(/ (sell|out|close)$/i.test(action), units);
}

/**
 * The tax that was kept of a dividend, in the account's currency. It is written in the share's
 * currency; what the account got for the dividend net of it says at which rate.
 */
function withheldInAccount(reader: RowReader, total: Decimal, currency: Currency): Decimal {
  const withheld = reader.number("withholding tax");
  if (!withheld || withheld.isZero()) return ZERO;
  const written = reader.text("currency (withholding tax)");
  const tax = inMajorUnits(withheld.abs(), written);
  if (!tax) throw missing("currency (withholding tax)");
  if (tax.currency === currency) return tax.amount;
  const net = readPrice(reader);
  const units = reader.number("no. of shares");
  if (net?.currency !== tax.currency || !units?.gt(0)) {
    throw badNumber("withholding tax", `is in ${written.slice(0, 3)}, not in ${currency}`);
  }
  const amount = tax.amount.times(total).div(net.amount.times(units));
  return roundToMinorUnit({ amount, currency }).amount;
}

function dividend(reader: RowReader, values: RowValues): RowReading {
  const withheld = values.amount ? withheldInAccount(reader, values.amount, values.currency) : ZERO;
  if (withheld.isZero()) return { draft: draftOf("DIVIDEND", values, "SALES_NEGATIVE") };
  const gross = { ...values, amount: values.amount?.plus(withheld) ?? null };
  const tax = {
    ...values,
    action: `${values.action}: withholding tax`,
    price: null,
    amount: withheld.negated(),
  };
  return {
    draft: draftOf("DIVIDEND", gross, "SALES_NEGATIVE"),
    others: [draftOf("WITHHOLDING", tax, "SALES_NEGATIVE")],
  };
}

function read(reader: RowReader): RowReading {
  const at = reader.date(readYearFirst, "time");
  const action = reader.text("action");
  if (action === "") throw missing("action");
  const effect = ACTIONS.find(([form]) => form.test(action))?.[1];
  if (!effect) throw unknownAction(action);
  if (effect === "CONVERSION") return { note: "changes one currency of the account for another" };
  const currency = accountCurrency(reader);
  const values: RowValues = {
    broker: "TRADING_212",
    brokerRowId: reader.optionalText("id"),
    action,
    tradeDate: at.date,
    tradeTime: at.time,
    settlementDate: null,
    ...securityOf(reader),
    units: signedUnits(reader, action),
    price: priceInAccount(reader, readPrice(reader), currency),
    amount: signedTotal(effect, reader.number(...TOTALS)),
    fees: readCharges(reader, currency),
    currency,
    description: reader.text("name") || reader.text("notes"),
    sourceAccount: null,
  };
  if (effect === "DIVIDEND") return dividend(reader, values);
  return { draft: draftOf(effect, values, "SALES_NEGATIVE") };
}

const table = {
  dateColumn: "time",
  isHeader: (cells: readonly string[]) => hasColumns(cells, ["action", "time", TOTALS, ANY_COLUMN]),
  read,
  isRectangular: true,
};

/**
 * Trading 212, history as CSV; a column that no row needs is absent. Times year first, in UTC; totals
 * in the account's currency, charges included; London prices in pence; dividends net of the tax
 * withheld, which is booked beside the gross dividend.
 */
export const trading212: Layout = {
  name: "TRADING_212",
  broker: "TRADING_212",
  isHeader: table.isHeader,
  start: () => ({ parseRow: startTable(table) }),
};
