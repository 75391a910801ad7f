import type { Broker } from "./account.js";
import type { CsvRow, ParsedRow } from "./importedRow.js";

export type LayoutName = "SCHWAB" | "FIDELITY" | "IBKR_ACTIVITY" | "IBKR_FLEX";

/** Reads the rows of one file in their order; it remembers the header it has seen. */
export type RowParser = (row: CsvRow) => ParsedRow;

/** A broker's file, as a set of column names and what the rows under them mean. */
export interface Layout {
  readonly name: LayoutName;
  readonly broker: Broker;
  /** True for a row that opens this layout: its header. */
  isHeader(cells: readonly string[]): boolean;
  /** A parser for one file. */
  start(): RowParser;
}
