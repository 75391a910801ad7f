import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";
import {
  type Columns,
  type RowReader,
  columnsOf,
  readDecimalComma,
  readNumber,
} from "./rowReader.js";
import { hasColumns } from "./table.js";

/** The names of the columns that matter, in the languages we read. */
export const DATE = ["datum", "date"];
export const TIME = ["tijd", "time"];
export const VALUE_DATE = ["valutadatum", "value date"];
export const WORDS = ["omschrijving", "description"];
export const ORDER_ID = ["order id", "order-id"];
const CHANGE = ["mutatie", "change"];
const AMOUNT = CHANGE.map((name) => `${name} amount`);

export const isHeader = (cells: readonly string[]): boolean =>
  hasColumns(cells, [DATE, TIME, VALUE_DATE, "product", "isin", WORDS, "fx", CHANGE, ORDER_ID]);

/** Under "Mutatie" stands a currency; its amount stands in the next column, which has no name. */
export function columnsWithAmounts(header: readonly string[]): Columns {
  return columnsOf(
    header.map((cell, i) => (cell.trim() === "" ? `${header[i - 1] ?? ""} amount` : cell)),
  );
}

/** Dutch files have a decimal comma, English ones a point: the header tells, never the row. */
export function numberOf(columns: Columns, text: string, column: string): Decimal | null {
  return columns.has("omschrijving") ? readDecimalComma(text, column) : readNumber(text, column);
}

/** The row's effect on the cash of one currency. */
export interface Change {
  readonly amount: Decimal | null;
  /** Null when the row has none. */
  readonly currency: Currency | null;
}

/** @throws {Refusal} ROW_MISSING_FIELD when there is an amount and no currency */
export function changeOf(reader: RowReader, columns: Columns): Change {
  const amount = numberOf(columns, reader.text(...AMOUNT), "change");
  const hasCurrency = amount !== null || reader.text(...CHANGE) !== "";
  return { amount, currency: hasCurrency ? reader.currency(...CHANGE) : null };
}
