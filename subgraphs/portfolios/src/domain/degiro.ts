import { ZERO } from "@wealthgraph/kernel/decimal";
import { DegiroOrders } from "./degiroOrders.js";
import {
  type Change,
  DATE,
  ORDER_ID,
  TIME,
  WORDS,
  changeOf,
  columnsWithAmounts,
  isHeader,
  numberOf,
} from "./degiroRow.js";
import { type TradeWords, meaningOf, occasionEffect } from "./degiroWords.js";
import type { CsvRow, RowReading } from "./importedRow.js";
import type { FileReading, Layout } from "./layout.js";
import { readDayFirstDate } from "./rowDate.js";
import { type RowEffect, type RowValues, draftOf } from "./rowEffect.js";
import { type Columns, type RowReader, badNumber, missing, unknownAction } from "./rowReader.js";
import { startTable } from "./table.js";

/** One data row on its way through one file. */
interface Reading {
  readonly reader: RowReader;
  readonly row: CsvRow;
  readonly columns: Columns;
  readonly orders: DegiroOrders;
}

function valuesOf({ reader, columns }: Reading, words: string): RowValues & Pick<Change, "amount"> {
  const { amount, currency } = changeOf(reader, columns);
  const time = reader.text(...TIME);
  return {
    broker: "DEGIRO",
    brokerRowId: null,
    action: words,
    tradeDate: reader.date(readDayFirstDate, ...DATE),
    tradeTime: /^\d{2}:\d{2}$/.test(time) ? `${time}:00` : null,
    settlementDate: null,
    symbol: null,
    isin: reader.optionalText("isin"),
    units: null,
    price: null,
    amount,
    fees: ZERO,
    currency: currency ?? "EUR",
    description: [reader.text("product"), reader.text(...ORDER_ID)].filter(Boolean).join(" · "),
    sourceAccount: null,
  };
}

/** Units and price stand in the words, the money in the change; the order's costs are added. */
function readTrade(reading: Reading, values: RowValues, trade: TradeWords): RowReading {
  const { reader, row, columns, orders } = reading;
  const units = numberOf(columns, trade.units, "units");
  const price = numberOf(columns, trade.price, "price");
  if (trade.occasion !== "") return readOccasion(values, trade, units);
  if (!values.amount) throw missing("change");
  if (values.currency !== trade.currency) {
    throw badNumber("change", `is in ${values.currency}, the price in ${trade.currency}`);
  }
  const costs = orders.costsOf(reader.text(...ORDER_ID), row.line);
  const traded = { ...values, units, price, amount: values.amount.minus(costs), fees: costs };
  return { draft: draftOf(trade.isSale ? "SELL" : "BUY", traded, "SALES_POSITIVE") };
}

function readOccasion(
  values: RowValues,
  { occasion, isSale }: TradeWords,
  units: RowValues["units"],
): RowReading {
  const signed = isSale ? (units?.negated() ?? null) : units;
  const moved = { ...values, units: signed };
  return { draft: draftOf(occasionEffect(occasion), moved, "SALES_POSITIVE") };
}

/** Fees and taxes of an order are part of its trade. */
function carriedNote(
  { reader, row, orders }: Reading,
  effect: RowEffect,
): { readonly note: string } | null {
  if (effect !== "FEE" && effect !== "TAX") return null;
  const carrier = orders.carrierOf(reader.text(...ORDER_ID), row.line);
  return carrier === null ? null : { note: `costs of the trade on line ${carrier}` };
}

function read(reading: Reading): RowReading {
  const { reader } = reading;
  const words = reader.text(...WORDS);
  if (words === "") throw missing("description");
  const meaning = meaningOf(words);
  if (!meaning) throw unknownAction(words);
  if (meaning.is === "INTERNAL") return { note: meaning.note };
  const values = valuesOf(reading, words);
  if (meaning.is === "TRADE") return readTrade(reading, values, meaning.trade);
  return (
    carriedNote(reading, meaning.effect) ?? {
      draft: draftOf(meaning.effect, values, "SALES_POSITIVE"),
    }
  );
}

function start(): FileReading {
  const orders = new DegiroOrders();
  let columns: Columns = new Map();
  const parseRow = startTable({
    dateColumn: "datum",
    isHeader,
    isRectangular: true,
    columns: (header) => (columns = columnsWithAmounts(header)),
    read: (reader, row) => read({ reader, row, columns, orders }),
  });
  return { parseRow, survey: (row) => orders.survey(row) };
}

/**
 * DEGIRO, account statement as CSV (Account.csv), in Dutch (decimal comma) and English (decimal
 * point). Dates `DD-MM-YYYY`, day first. Securities by ISIN only. Several rows of one Order Id are one
 * order: its costs are part of the trade. What moves inside the account is not booked.
 */
export const degiro: Layout = { name: "DEGIRO", broker: "DEGIRO", isHeader, start };
