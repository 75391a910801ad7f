import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { RowReading } from "./importedRow.js";
import type { Layout } from "./layout.js";
import { readYearFirst } from "./rowDate.js";
import { type RowValues, draftOf } from "./rowEffect.js";
import { type RowReader, badNumber, missing, readNumber, unknownAction } from "./rowReader.js";
import { hasColumns, startTable } from "./table.js";

type Meaning = "BUY" | "SELL" | "CONVERT" | "INCOME" | "IN" | "OUT";

/** Transaction types of Coinbase; an open list: others are rejected by name. */
const TYPES: ReadonlyMap<string, Meaning> = new Map([
  ["buy", "BUY"],
  ["advance trade buy", "BUY"],
  ["advanced trade buy", "BUY"],
  ["sell", "SELL"],
  ["advance trade sell", "SELL"],
  ["advanced trade sell", "SELL"],
  ["convert", "CONVERT"],
  ["staking income", "INCOME"],
  ["rewards income", "INCOME"],
  ["reward income", "INCOME"],
  ["learning reward", "INCOME"],
  ["inflation reward", "INCOME"],
  ["coinbase earn", "INCOME"],
  ["receive", "IN"],
  ["deposit", "IN"],
  ["exchange deposit", "IN"],
  ["pro deposit", "IN"],
  ["send", "OUT"],
  ["withdrawal", "OUT"],
  ["exchange withdrawal", "OUT"],
  ["pro withdrawal", "OUT"],
]);

const CURRENCY = ["price currency", "spot price currency"];
const PRICE = ["price at transaction", "spot price at transaction"];
const TOTAL = ["total (inclusive of fees and/or spread)", "total"];
const FEES = ["fees and/or spread", "fees"];
const HEADER = [
  "timestamp",
  "transaction type",
  "asset",
  "quantity transacted",
  CURRENCY,
  PRICE,
  TOTAL,
];

/** Money of a country; everything else that Coinbase holds is a coin. */
const FIAT: ReadonlySet<string> = new Set(["USD", "EUR", "GBP", "CAD", "AUD", "CHF", "SGD", "JPY"]);

/** Coins carry their pair with the dollar, as market data does: `ETH` alone is also a share's ticker. */
const symbolOf = (coin: string) => `${coin}-USD`;

/** An amount with the sign of a currency inside: `$1,234.56`, `-€12.30`. */
function moneyOf(reader: RowReader, columns: readonly string[]): Decimal | null {
  return readNumber(reader.text(...columns).replace(/[€£]/, "$"), columns[0] ?? "");
}

/** The row's cells as they stand; what the type means is not yet applied. */
interface CoinbaseRow {
  readonly values: RowValues;
  readonly asset: string;
  /** Without its sign: the type says whether units come or go. */
  readonly units: Decimal;
  readonly subtotal: Decimal | null;
  readonly total: Decimal | null;
}

function priceOf(reader: RowReader): Decimal | null {
  const price = moneyOf(reader, PRICE);
  return price?.isZero() ? null : price;
}

function sumsOf(reader: RowReader): Pick<CoinbaseRow, "subtotal" | "total"> {
  return {
    subtotal: moneyOf(reader, ["subtotal"])?.abs() ?? null,
    total: moneyOf(reader, TOTAL)?.abs() ?? null,
  };
}

function rowOf(reader: RowReader, action: string): CoinbaseRow {
  const at = reader.date(readYearFirst, "timestamp");
  const asset = reader.text("asset");
  if (asset === "") throw missing("asset");
  const units = reader.number("quantity transacted");
  if (!units || units.isZero()) throw missing("quantity transacted");
  const values: RowValues = {
    broker: "COINBASE",
    brokerRowId: reader.optionalText("id"),
    action,
    tradeDate: at.date,
    tradeTime: at.time,
    settlementDate: null,
    symbol: FIAT.has(asset) ? null : symbolOf(asset),
    isin: null,
    units,
    price: priceOf(reader),
    amount: null,
    fees: moneyOf(reader, FEES) ?? ZERO,
    currency: reader.currency(...CURRENCY),
    description: reader.text("notes"),
    sourceAccount: null,
  };
  return { values, asset, units: units.abs(), ...sumsOf(reader) };
}

/** What the units were worth: the subtotal, else units times price; > 0. */
function worthOf({ values, units, subtotal }: CoinbaseRow): Decimal {
  const worth = subtotal?.gt(0) ? subtotal : values.price?.times(units);
  if (!worth?.gt(0)) throw missing("subtotal");
  return worth;
}

function traded(row: CoinbaseRow, effect: "BUY" | "SELL"): RowReading {
  const { values, units, total } = row;
  if (effect === "BUY" && values.units?.isNegative()) {
    throw badNumber("quantity transacted", "must be positive for a purchase");
  }
  if (values.symbol === null) throw unknownAction(`${values.action} ${row.asset}`, "is no coin");
  const amount = effect === "BUY" ? (total?.negated() ?? null) : total;
  return { draft: draftOf(effect, { ...values, units, amount }, "SALES_POSITIVE") };
}

/** Coins or money that come from or go to another place, in the direction of the type. */
function moved(row: CoinbaseRow, sign: 1 | -1): RowReading {
  const { values, asset, units } = row;
  if (values.symbol !== null) {
    const moving = { ...values, units: units.times(sign), fees: ZERO };
    return { draft: draftOf("TRANSFER", moving, "SALES_POSITIVE") };
  }
  const cash = {
    ...values,
    units: null,
    price: null,
    fees: ZERO,
    amount: units.times(sign),
    currency: asset,
  };
  return { draft: draftOf("CASH_TRANSFER", cash, "SALES_POSITIVE") };
}

/** Income at what the coins were worth when they came, and their purchase at the same worth. */
function earned(row: CoinbaseRow): RowReading {
  const { values, units } = row;
  const { amount: _, ...rest } = { ...values, fees: ZERO };
  if (values.symbol === null) {
    const interest = { ...rest, units: null, price: null, amount: units, currency: row.asset };
    return { draft: draftOf("INTEREST", interest, "SALES_POSITIVE") };
  }
  const worth = worthOf(row);
  const income = { ...rest, units: null, price: null, amount: worth };
  const purchase = {
    ...rest,
    action: `${values.action}: units`,
    units,
    amount: worth.negated(),
  };
  return {
    draft: draftOf("INTEREST", income, "SALES_POSITIVE"),
    others: [draftOf("BUY", purchase, "SALES_POSITIVE")],
  };
}

/** `Converted 0.01 ETH to 25.5 USDC` */
const CONVERSION = /^Converted ([\d.,]+) ([A-Z0-9]+) to ([\d.,]+) ([A-Z0-9]+)$/i;

/** A sale of one coin and a purchase of the other for the same worth: no cash moves. */
function converted(row: CoinbaseRow): RowReading {
  const { values, asset, units } = row;
  const [, soldText = "", sold, boughtText = "", bought = ""] =
    CONVERSION.exec(values.description) ?? [];
  if (sold === undefined) throw missing("notes with what it was converted to");
  if (sold !== asset || !readNumber(soldText, "notes")?.eq(units)) {
    throw badNumber("notes", "tell of another quantity than the row");
  }
  const worth = worthOf(row);
  const sale = { ...values, action: "Convert: sold", units, amount: worth };
  const purchase = {
    ...values,
    action: "Convert: bought",
    symbol: symbolOf(bought.toUpperCase()),
    units: readNumber(boughtText, "notes"),
    price: null,
    fees: ZERO,
    amount: worth.negated(),
  };
  if (FIAT.has(bought.toUpperCase()) || values.symbol === null) {
    throw unknownAction(`${values.action} ${asset} ${bought}`, "is not between two coins");
  }
  return {
    draft: draftOf("SELL", sale, "SALES_POSITIVE"),
    others: [draftOf("BUY", purchase, "SALES_POSITIVE")],
  };
}

const READERS: Readonly<Record<Meaning, (row: CoinbaseRow) => RowReading>> = {
  BUY: (row) => traded(row, "BUY"),
  SELL: (row) => traded(row, "SELL"),
  CONVERT: converted,
  INCOME: earned,
  IN: (row) => moved(row, 1),
  OUT: (row) => moved(row, -1),
};

function read(reader: RowReader): RowReading {
  const action = reader.text("transaction type");
  if (action === "") throw missing("transaction type");
  const meaning = TYPES.get(action.toLowerCase());
  if (!meaning) throw unknownAction(action);
  return READERS[meaning](rowOf(reader, action));
}

const table = {
  dateColumn: "timestamp",
  isHeader: (cells: readonly string[]) => hasColumns(cells, HEADER),
  read,
  isRectangular: true,
};

/**
 * Coinbase, transaction history as CSV, with or without the lines before its header. Times year first,
 * in UTC; signs of currencies inside the numbers; a row has an ID since 2024. Staking and rewards are
 * income and a purchase at the same worth (Rev. Rul. 2023-14); they are booked as interest, the
 * ledger's kind for income of the account itself.
 */
export const coinbase: Layout = {
  name: "COINBASE",
  broker: "COINBASE",
  isHeader: table.isHeader,
  start: () => ({ parseRow: startTable(table) }),
};
