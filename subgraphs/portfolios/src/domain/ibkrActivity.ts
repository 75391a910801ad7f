import { type CsvRow, type RowReading, parsed } from "./importedRow.js";
import { SECTION_READERS, STATEMENT_SECTIONS } from "./ibkrSections.js";
import type { Layout, RowParser } from "./layout.js";
import { type Columns, RowReader, columnsOf, unknownAction } from "./rowReader.js";

const KINDS: ReadonlySet<string> = new Set(["Header", "Data", "SubTotal", "Total", "Notes"]);

const sectionOf = (row: readonly string[]) => (row[0] ?? "").replace(/^\uFEFF/, "").trim();

function isStatementRow(cells: readonly string[]): boolean {
  return KINDS.has(cells[1]?.trim() ?? "");
}

function start(): RowParser {
  const columns = new Map<string, Columns>();
  const orders = new Set<string>();

  function readSection(row: CsvRow): RowReading {
    const section = sectionOf(row.cells);
    const kind = row.cells[1]?.trim() ?? "";
    if (kind === "Header") {
      columns.set(section, columnsOf(row.cells));
      return { note: "header" };
    }
    if (kind !== "Data") return { note: "not a transaction" };
    const read = SECTION_READERS.get(section);
    if (!read && STATEMENT_SECTIONS.has(section)) return { note: `statement: ${section}` };
    const header = columns.get(section);
    if (!read || !header) throw unknownAction(section, "is a section that is not known");
    return read(new RowReader(header, row), orders);
  }

  return (row) =>
    parsed(row, () => {
      if (isStatementRow(row.cells)) return readSection(row);
      const isEmpty = row.cells.every((cell) => cell.trim() === "");
      if (isEmpty) return { note: "not a transaction" };
      throw unknownAction(row.cells[0] ?? "", "does not start a row of a statement");
    });
}

/**
 * Interactive Brokers, activity statement as CSV: sections, each with its own header. In English
 * only: other languages have other section names and are not recognised. Dates year first; units
 * sold and commissions are negative.
 */
export const ibkrActivity: Layout = {
  name: "IBKR_ACTIVITY",
  broker: "INTERACTIVE_BROKERS",
  isHeader: (cells) =>
    cells[1]?.trim() === "Header" &&
    (SECTION_READERS.has(sectionOf(cells)) || STATEMENT_SECTIONS.has(sectionOf(cells))),
  start: () => ({ parseRow: start() }),
};
