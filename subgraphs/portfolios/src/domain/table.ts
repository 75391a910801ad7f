import { Refusal } from "@wealthgraph/kernel/refusal";
import { type CsvRow, type RowReading, parsed } from "./importedRow.js";
import type { RowParser } from "./layout.js";
import { type Columns, RowReader, columnsOf } from "./rowReader.js";

/** A file of one table: preamble, header, rows, legal text. */
export interface Table {
  isHeader(cells: readonly string[]): boolean;
  /** Reads a row below the header that holds data. */
  read(reader: RowReader, row: CsvRow): RowReading;
  /** The first column of the table, a date: it tells a row from legal text. */
  readonly dateColumn: string;
  /** True when every row has as many cells as the header: a shorter one is the end of a torn file. */
  readonly isRectangular?: boolean;
  /** Names for the columns of a header that leaves some unnamed. */
  columns?(header: readonly string[]): Columns;
}

/** No column name starts like a number or a date: most rows are told from a header by this alone. */
const NUMERAL = /^\s*[-+$(]?\d/;

/** True when the cells are a header in which every group has a name. */
export function hasColumns(
  cells: readonly string[],
  groups: readonly (string | readonly string[])[],
): boolean {
  if (cells.some((cell) => NUMERAL.test(cell))) return false;
  const columns = columnsOf(cells);
  return groups.every((group) => [group].flat().some((name) => columns.has(name)));
}

/** Characters from which a first cell without a digit in front is a sentence, not a date. */
const SENTENCE_CHARACTERS = 30;

/** Blank lines, legal text, "Date downloaded ...", totals: rows that never were transactions. */
function isFooter(cells: readonly string[], columns: Columns, dateColumn: string): boolean {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const first = cells[columns.get(dateColumn) ?? 0]?.trim() ?? "";
  if (filled.length === 0) return true;
  if (/^\d/.test(first)) return false;
  return (
    filled.length === 1 ||
    first.length >= SENTENCE_CHARACTERS ||
    /^(transactions )?total\b/i.test(first)
  );
}

export function tornRow(cells: number, cellsOfHeader: number): Refusal {
  return new Refusal(
    "ROW_MISSING_FIELD",
    `The row breaks off: it has ${cells} of ${cellsOfHeader} cells.`,
    { cells, cellsOfHeader },
  );
}

/** A parser for one file of this table; a header that comes again is read again. */
export function startTable(table: Table): RowParser {
  let columns: Columns | null = null;
  let cellsOfHeader = 0;
  return (row) =>
    parsed(row, () => {
      if (table.isHeader(row.cells)) {
        columns = table.columns?.(row.cells) ?? columnsOf(row.cells);
        cellsOfHeader = row.cells.length;
        return { note: "header" };
      }
      if (!columns) return { note: "before the header" };
      if (isFooter(row.cells, columns, table.dateColumn)) return { note: "not a transaction" };
      if (table.isRectangular && row.cells.length < cellsOfHeader) {
        throw tornRow(row.cells.length, cellsOfHeader);
      }
      return table.read(new RowReader(columns, row), row);
    });
}
