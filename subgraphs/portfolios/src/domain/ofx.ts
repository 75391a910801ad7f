import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { isCurrency } from "@wealthgraph/kernel/money";
import { type CsvRow, type RowReading, parsed } from "./importedRow.js";
import type { FileReading, Layout } from "./layout.js";
import { OFX_COLUMNS, OFX_TRADES, type OfxColumn } from "./ofxColumns.js";
import { readYearFirst } from "./rowDate.js";
import { type RowEffect, type RowValues, draftOf } from "./rowEffect.js";
import { RowReader, badDate, badNumber, columnsOf, missing, unknownAction } from "./rowReader.js";

const COLUMNS = columnsOf(OFX_COLUMNS);

/** Kinds of income; MISC and what is not here are rejected by name. */
const INCOME: ReadonlyMap<string, RowEffect> = new Map([
  ["DIV", "DIVIDEND"],
  ["CGSHORT", "DIVIDEND"],
  ["CGLONG", "CAPITAL_GAIN_DISTRIBUTION"],
  ["INTEREST", "INTEREST"],
]);

/** Types of cash movements; the others are money that came or went. */
const CASH_TYPES: ReadonlyMap<string, RowEffect> = new Map([
  ["INT", "INTEREST"],
  ["DIV", "DIVIDEND"],
  ["FEE", "FEE"],
  ["SRVCHG", "FEE"],
]);

/** What a security is called, from the list at the end of the file. */
type Tickers = Map<string, string>;

/** `20240212`, `20240212120000.000[-5:EST]`: the day is that of the broker's clock. */
function dateOf(reader: RowReader, name: OfxColumn) {
  const text = reader.text(name);
  if (text === "") throw missing(name);
  const [, day = "", time] = /^(\d{8})(\d{6})?/.exec(text) ?? [];
  const found = readYearFirst(time && time !== "000000" ? `${day};${time}` : day);
  if (!found) throw badDate(text, name);
  return found;
}

function valuesOf(reader: RowReader, tickers: Tickers): RowValues {
  const currency = reader.text("cursym") || reader.text("curdef");
  if (!isCurrency(currency)) throw missing("curdef");
  const security = reader.text("uniqueid");
  const isIsin = reader.text("uniqueidtype").toUpperCase() === "ISIN";
  const day = dateOf(reader, reader.text("dttrade") === "" ? "dtposted" : "dttrade");
  const costs = ["commission", "fees", "taxes", "load", "penalty"].map(
    (name) => reader.number(name)?.abs() ?? ZERO,
  );
  return {
    broker: "OTHER",
    brokerRowId: reader.optionalText("fitid"),
    action: [reader.text("ofx"), reader.text("incometype", "trntype")].filter(Boolean).join(" "),
    tradeDate: day.date,
    tradeTime: day.time,
    settlementDate: reader.text("dtsettle") === "" ? null : dateOf(reader, "dtsettle").date,
    symbol: tickers.get(security) ?? (isIsin || security === "" ? null : security),
    isin: isIsin ? security : null,
    units: reader.number("units"),
    price: reader.number("unitprice"),
    amount: reader.number("total"),
    fees: sum(costs),
    currency,
    description: reader.text("memo") || reader.text("name"),
    sourceAccount: reader.optionalText("acctid"),
  };
}

function read(reader: RowReader, tickers: Tickers): RowReading {
  const kind = reader.text("ofx");
  if (kind === "SECINFO") return { note: "a security" };
  const values = valuesOf(reader, tickers);
  const readKind = KINDS.get(kind);
  if (!readKind) throw unknownAction(kind, "is not supported yet");
  return readKind(values, reader);
}

/** How each aggregate is read; options and journals within the account are not. */
const KINDS: ReadonlyMap<string, (values: RowValues, reader: RowReader) => RowReading> = new Map([
  ...OFX_TRADES.BUY.map((kind) => [kind, (values: RowValues) => booked("BUY", values)] as const),
  ...OFX_TRADES.SELL.map((kind) => [kind, (values: RowValues) => booked("SELL", values)] as const),
  ["INCOME", income],
  ["REINVEST", reinvested],
  ["TRANSFER", (values, reader) => booked("TRANSFER", directed(values, reader))],
  ["RETOFCAP", (values) => booked("RETURN_OF_CAPITAL", values)],
  ["SPLIT", (values, reader) => booked("SPLIT", { ...values, units: added(reader), amount: null })],
  [
    "INVEXPENSE",
    (values) => booked("FEE", { ...values, amount: required(values).abs().negated(), fees: ZERO }),
  ],
  [
    "MARGININTEREST",
    (values) => booked("INTEREST", { ...values, amount: required(values).abs().negated() }),
  ],
  ["INVBANKTRAN", cashMoved],
]);

function cashMoved(values: RowValues, reader: RowReader): RowReading {
  const effect = CASH_TYPES.get(reader.text("trntype").toUpperCase()) ?? "CASH_TRANSFER";
  return booked(effect, { ...values, amount: reader.number("trnamt"), units: null, price: null });
}

function booked(effect: RowEffect, values: RowValues): RowReading {
  return { draft: draftOf(effect, values, "SALES_NEGATIVE") };
}

function required({ amount }: RowValues): Decimal {
  if (!amount) throw missing("total");
  return amount;
}

/** The total is what reached the account: what was withheld is added back and booked beside. */
function income(values: RowValues, reader: RowReader): RowReading {
  const withheld = reader.number("withholding")?.abs() ?? ZERO;
  const gross = { ...values, amount: required(values).plus(withheld), units: null, price: null };
  const draft = draftOf(incomeEffect(reader), gross, "SALES_NEGATIVE");
  if (withheld.isZero()) return { draft };
  const tax = {
    ...gross,
    amount: withheld.negated(),
    fees: ZERO,
    action: `${values.action} WITHHOLDING`,
  };
  return { draft, others: [draftOf("WITHHOLDING", tax, "SALES_NEGATIVE")] };
}

/** Income, and the purchase it paid for. */
function reinvested(values: RowValues, reader: RowReader): RowReading {
  const paid = required(values).abs();
  const dividend = { ...values, amount: paid, units: null, price: null, fees: ZERO };
  const purchase = { ...values, amount: paid.negated(), action: `${values.action} BUY` };
  return {
    draft: draftOf(incomeEffect(reader), dividend, "SALES_NEGATIVE"),
    others: [draftOf("BUY", purchase, "SALES_NEGATIVE")],
  };
}

function incomeEffect(reader: RowReader): RowEffect {
  const type = reader.text("incometype").toUpperCase();
  const effect = INCOME.get(type);
  if (!effect) throw unknownAction(`INCOME ${type}`);
  return effect;
}

function directed(values: RowValues, reader: RowReader): RowValues {
  const action = reader.text("tferaction").toUpperCase();
  const units = values.units?.abs() ?? null;
  if (action !== "IN" && action !== "OUT") throw missing("tferaction");
  return { ...values, amount: null, units: action === "OUT" ? (units?.negated() ?? null) : units };
}

function added(reader: RowReader): Decimal {
  const [before, after] = [reader.number("oldunits"), reader.number("newunits")];
  if (!before || !after) throw missing("newunits");
  if (!before.gt(0) || !after.gt(0)) throw badNumber("newunits", "must be positive, as oldunits");
  return after.minus(before);
}

const isHeader = (cells: readonly string[]): boolean =>
  cells.length === OFX_COLUMNS.length && OFX_COLUMNS.every((name, i) => cells[i] === name);

function start(): FileReading {
  const tickers: Tickers = new Map();
  const survey = (row: CsvRow): void => {
    const reader = new RowReader(COLUMNS, row);
    const [security, ticker] = [reader.text("uniqueid"), reader.text("ticker")];
    if (reader.text("ofx") === "SECINFO" && security !== "" && ticker !== "") {
      tickers.set(security, ticker);
    }
  };
  const parseRow = (row: CsvRow) =>
    parsed(row, () =>
      isHeader(row.cells) ? { note: "header" } : read(new RowReader(COLUMNS, row), tickers),
    );
  return { parseRow, survey };
}

/**
 * An OFX investment statement of any institution. Securities by ticker where the file lists one, else by
 * ISIN or the number the institution gave. Units of sales are negative; totals are signed as cash moves.
 *
 * @see Open Financial Exchange 2.3, section 13
 */
export const ofx: Layout = { name: "OFX", broker: "OTHER", isHeader, start };
