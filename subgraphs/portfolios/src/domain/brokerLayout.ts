import type { Broker } from "./account.js";
import { fidelity } from "./fidelity.js";
import { ibkrActivity } from "./ibkrActivity.js";
import { ibkrFlex } from "./ibkrFlex.js";
import type { CsvRow } from "./importedRow.js";
import type { Layout, LayoutName, RowParser } from "./layout.js";
import { schwab } from "./schwab.js";

const LAYOUTS: readonly Layout[] = [ibkrActivity, fidelity, schwab, ibkrFlex];

/** The header stands on one of the first lines of a file. */
export const HEADER_LINE_MAX = 10;

export interface OpenLayout {
  readonly name: LayoutName;
  readonly broker: Broker;
  /** Takes every row of the file once, in file order, from the first one. */
  readonly parseRow: RowParser;
}

/**
 * Finds out whose export a file is, by the names of its columns; its name does not count.
 *
 * @param rows the file's first rows; those below line `HEADER_LINE_MAX` are not looked at
 */
export function detectLayout(rows: Iterable<CsvRow>): Layout | null {
  for (const { line, cells } of rows) {
    if (line > HEADER_LINE_MAX) return null;
    const layout = LAYOUTS.find((candidate) => candidate.isHeader(cells));
    if (layout) return layout;
  }
  return null;
}

/** @returns a parser for the file that starts with `rows`; null when no layout has its columns */
export function openLayout(rows: Iterable<CsvRow>): OpenLayout | null {
  const layout = detectLayout(rows);
  return layout && { name: layout.name, broker: layout.broker, parseRow: layout.start() };
}
