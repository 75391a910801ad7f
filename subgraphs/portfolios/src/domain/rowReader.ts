import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, parseDecimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type Currency, isCurrency } from "@wealthgraph/kernel/money";
import type { CsvRow } from "./importedRow.js";

/** Column names of a header, each with its place. Names are compared without case and spaces around. */
export type Columns = ReadonlyMap<string, number>;

/** A column's name without case and spaces around: see `Columns`. */
export const normalName = (text: string) =>
  text
    .replace(/^\uFEFF/, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();

/** @returns the places of the names; of equal names the first counts */
export function columnsOf(header: readonly string[]): Columns {
  const columns = new Map<string, number>();
  for (const [index, cell] of header.entries()) {
    const name = normalName(cell);
    if (name !== "" && !columns.has(name)) columns.set(name, index);
  }
  return columns;
}

/** What brokers write for "no number". */
const ABSENT = /^(|-{1,3}|n\/a|not available)$/i;
const US_NUMBER = /^[+-]?\$?[+-]?([1-9]\d{0,2}(,\d{3})+|\d+|(?=\.\d))(\.\d+)?$/;
/** Digits before the point that a ledger column holds, with room for sums. */
const INTEGER_DIGITS_MAX = 15;

/**
 * Reads a number in United States style: `$1,234.56`, `-$12.30`, `($12.30)`, `.5`.
 *
 * @returns null when the cell says that there is no number
 * @throws {Refusal} ROW_BAD_NUMBER for anything else, also decimal commas: styles are not guessed
 */
export function readNumber(cell: string, column: string): Decimal | null {
  const text = cell.trim();
  if (ABSENT.test(text)) return null;
  const inParentheses = /^\(([^()+-]+)\)$/.exec(text)?.[1];
  const plain = inParentheses ?? text;
  const signs = plain.match(/[+-]/g) ?? [];
  const digits = plain.replace(/[$,+-]/g, "").replace(/^\./, "0.");
  const value =
    US_NUMBER.test(plain) && signs.length <= 1 && /^\d{1,15}(\.|$)/.test(digits)
      ? parseDecimal(digits)
      : null;
  if (!value) {
    throw new Refusal(
      "ROW_BAD_NUMBER",
      `${column}: "${text.slice(0, 40)}" is not a number like 1,234.56 with at most ${INTEGER_DIGITS_MAX} digits before and 18 after the point.`,
      { column },
    );
  }
  return inParentheses !== undefined || signs[0] === "-" ? value.negated() : value;
}

/**
 * Reads a number with a decimal comma: `1.234,56`, `-2,00`, `12,5`.
 *
 * @returns null when the cell says that there is no number
 * @throws {Refusal} ROW_BAD_NUMBER for anything else, also decimal points: styles are not guessed
 */
export function readDecimalComma(cell: string, column: string): Decimal | null {
  const text = cell.trim();
  if (ABSENT.test(text)) return null;
  if (!/^[+-]?([1-9]\d{0,2}(\.\d{3})+|\d+)(,\d+)?$/.test(text)) {
    throw new Refusal(
      "ROW_BAD_NUMBER",
      `${column}: "${text.slice(0, 40)}" is not a number like 1.234,56.`,
      { column },
    );
  }
  return readNumber(text.replaceAll(".", "").replace(",", "."), column);
}

/** One row, read by column name. Each method takes the names a column may have, first found counts. */
export class RowReader {
  constructor(
    private readonly columns: Columns,
    private readonly row: CsvRow,
  ) {}

  /** Without spaces around and NUL characters, which no database keeps; "" when the column or the cell is absent. */
  text(...names: readonly string[]): string {
    for (const name of names) {
      const index = this.columns.get(name);
      if (index !== undefined) return this.row.cells[index]?.replaceAll("\0", "").trim() ?? "";
    }
    return "";
  }

  /** Null for an empty cell. */
  optionalText(...names: readonly string[]): string | null {
    return this.text(...names) || null;
  }

  /** @throws {Refusal} ROW_BAD_NUMBER */
  number(...names: readonly string[]): Decimal | null {
    return readNumber(this.text(...names), names[0] ?? "");
  }

  /**
   * @throws {Refusal} ROW_MISSING_FIELD when the cell is empty
   * @throws {Refusal} ROW_BAD_DATE when it does not have the layout's form
   */
  date<Found = CalendarDate>(
    read: (text: string) => Found | null,
    ...names: readonly string[]
  ): Found {
    const text = this.text(...names);
    if (text === "") throw missing(names[0] ?? "date");
    const found = read(text);
    if (!found) throw badDate(text, names[0] ?? "date");
    return found;
  }

  /** Null for an empty cell. @throws {Refusal} ROW_BAD_DATE */
  optionalDate(
    read: (text: string) => CalendarDate | null,
    ...names: readonly string[]
  ): CalendarDate | null {
    return ABSENT.test(this.text(...names)) ? null : this.date(read, ...names);
  }

  /** @throws {Refusal} ROW_MISSING_FIELD when the cell is empty or no code of a currency */
  currency(...names: readonly string[]): Currency {
    const text = this.text(...names);
    if (isCurrency(text)) return text;
    throw missing(names[0] ?? "currency");
  }
}

export function missing(column: string): Refusal {
  return new Refusal("ROW_MISSING_FIELD", `The row has no ${column}.`, { column });
}

export function badNumber(column: string, rule: string): Refusal {
  return new Refusal("ROW_BAD_NUMBER", `${column}: ${rule}.`, { column });
}

export function badDate(text: string, column: string): Refusal {
  const shown = text.slice(0, 40);
  return new Refusal("ROW_BAD_DATE", `${column}: "${shown}" is not a date of this layout.`, {
    column,
  });
}

export function unknownAction(action: string, why = "is not known"): Refusal {
  const shown = action.slice(0, 80);
  return new Refusal("ROW_UNKNOWN_ACTION", `"${shown}" ${why}.`, { action: shown });
}
