import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { type Currency, isCurrency } from "@wealthgraph/kernel/money";
import {
  type DateForm,
  headerKey,
  type ImportMapping,
  type MappedEffect,
  type MappedField,
} from "./importMapping.js";
import type { RowReading } from "./importedRow.js";
import type { Layout } from "./layout.js";
import {
  type DateAndTime,
  readAnyDayFirstDate,
  readDateAndTime,
  readUsDate,
  readYearFirstDate,
} from "./rowDate.js";
import { draftOf, type RowEffect } from "./rowEffect.js";
import {
  badNumber,
  columnsOf,
  missing,
  normalName,
  readDecimalComma,
  readNumber,
  type RowReader,
  unknownAction,
} from "./rowReader.js";
import { startTable } from "./table.js";

const DATES: Readonly<Record<DateForm, (text: string) => DateAndTime | null>> = {
  ISO: (text) => readDateAndTime(text, readYearFirstDate),
  US: (text) => readDateAndTime(text, readUsDate),
  DAY_FIRST: (text) => readDateAndTime(text, readAnyDayFirstDate),
};

/** Where a word says the direction, the row is read as the effect whose direction the sign says. */
function effectOf(effect: Exclude<MappedEffect, "IGNORE">): RowEffect {
  if (effect === "DEPOSIT" || effect === "WITHDRAWAL") return "CASH_TRANSFER";
  return effect === "TRANSFER_IN" || effect === "TRANSFER_OUT" ? "TRANSFER" : effect;
}

const PAID: ReadonlySet<MappedEffect> = new Set<MappedEffect>([
  "BUY",
  "FEE",
  "TAX",
  "WITHHOLDING",
  "WITHDRAWAL",
]);

/** One row, read as the mapping says. */
class MappedRow {
  constructor(
    private readonly mapping: ImportMapping,
    private readonly reader: RowReader,
  ) {}

  text(field: MappedField): string {
    const column = this.mapping.columns[field];
    return column === null ? "" : this.reader.text(normalName(column));
  }

  number(field: MappedField): Decimal | null {
    const read = this.mapping.numberStyle === "COMMA" ? readDecimalComma : readNumber;
    return read(this.text(field), field);
  }

  date(): DateAndTime {
    return this.reader.date(
      DATES[this.mapping.dateForm],
      normalName(this.mapping.columns.date ?? ""),
    );
  }

  currency(): Currency {
    const text = this.text("currency") || (this.mapping.defaultCurrency ?? "");
    if (!isCurrency(text)) throw missing("currency");
    return text;
  }

  units(effect: MappedEffect): Decimal | null {
    const units = this.number("units");
    if (effect === "TRANSFER_IN") return units?.abs() ?? null;
    return effect === "TRANSFER_OUT" ? (units?.abs().negated() ?? null) : units;
  }

  /** Signed as the ledger has it, fees included. */
  amount(effect: MappedEffect, fees: Decimal): Decimal | null {
    const written = this.number("amount");
    if (!written) return null;
    const { amountSign, amountIncludesFees } = this.mapping;
    if (amountSign === "UNSIGNED" && written.lt(0)) {
      throw badNumber("amount", "is below 0, and the mapping says that amounts have no sign");
    }
    const signed = amountSign === "UNSIGNED" && PAID.has(effect) ? written.negated() : written;
    if (effect === "DEPOSIT" && signed.lt(0)) throw badNumber("amount", "is below 0 for a deposit");
    if (effect === "WITHDRAWAL" && signed.gt(0)) {
      throw badNumber("amount", "is above 0 for a withdrawal");
    }
    return amountIncludesFees ? signed : signed.minus(fees);
  }
}

function wordsOf(mapping: ImportMapping): ReadonlyMap<string, MappedEffect> {
  return new Map(
    mapping.effects.flatMap(({ effect, words }) => words.map((w) => [normalName(w), effect])),
  );
}

function readerFor(mapping: ImportMapping): (reader: RowReader) => RowReading {
  const words = wordsOf(mapping);
  return (reader) => {
    const row = new MappedRow(mapping, reader);
    const action = row.text("action");
    if (action === "") throw missing("action");
    const effect = words.get(normalName(action));
    if (!effect) throw unknownAction(action, "has no meaning in the mapping");
    if (effect === "IGNORE") return { note: "an action that the mapping passes over" };
    const at = row.date();
    const fees = row.number("fees")?.abs() ?? ZERO;
    const draft = draftOf(
      effectOf(effect),
      {
        broker: "OTHER",
        brokerRowId: row.text("rowId") || null,
        action,
        tradeDate: at.date,
        tradeTime: at.time,
        settlementDate: null,
        symbol: row.text("symbol") || null,
        isin: row.text("isin") || null,
        units: row.units(effect),
        price: row.number("price"),
        amount: row.amount(effect, fees),
        fees,
        currency: row.currency(),
        description: row.text("description"),
        sourceAccount: null,
      },
      mapping.saleSign,
    );
    return { draft };
  };
}

/**
 * A layout made of a mapping: any CSV with one table, whose header has exactly the columns of the file
 * that the mapping was made for, in any order.
 */
export function mappedLayout(mapping: ImportMapping): Layout {
  const key = headerKey(mapping.header);
  const names = columnsOf(mapping.header);
  const isName = (cell: string) => cell.trim() === "" || names.has(normalName(cell));
  const table = {
    dateColumn: normalName(mapping.columns.date ?? ""),
    isHeader: (cells: readonly string[]) => cells.every(isName) && headerKey(cells) === key,
    read: readerFor(mapping),
    isRectangular: true,
  };
  return {
    name: "MAPPED",
    broker: "OTHER",
    isHeader: table.isHeader,
    start: () => ({ parseRow: startTable(table) }),
  };
}
