import type { Broker } from "./account.js";
import type { CsvRow, ParsedRow } from "./importedRow.js";

export type LayoutName =
  | "SCHWAB"
  | "FIDELITY"
  | "VANGUARD"
  | "ETRADE"
  | "ROBINHOOD"
  | "IBKR_ACTIVITY"
  | "IBKR_FLEX"
  | "COINBASE"
  | "TRADING_212"
  | "DEGIRO"
  | "OFX"
  | "MAPPED";

/** Reads the rows of one file in their order; it remembers the header it has seen. */
export type RowParser = (row: CsvRow) => ParsedRow;

/** One file on its way through a layout. */
export interface FileReading {
  readonly parseRow: RowParser;
  /**
   * Takes every row of the file, in order, before the first one is parsed. Only of layouts in which
   * what a row means depends on rows further down, such as the fee of an order.
   */
  readonly survey?: (row: CsvRow) => void;
}

/** A broker's file, as a set of column names and what the rows under them mean. */
export interface Layout {
  readonly name: LayoutName;
  readonly broker: Broker;
  /** True for a row that opens this layout: its header. */
  isHeader(cells: readonly string[]): boolean;
  /** Begins one file. */
  start(): FileReading;
}
