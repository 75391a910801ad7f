import type { Broker } from "./account.js";
import { coinbase } from "./coinbase.js";
import { degiro } from "./degiro.js";
import { etrade } from "./etrade.js";
import { fidelity } from "./fidelity.js";
import { ibkrActivity } from "./ibkrActivity.js";
import { ibkrFlex } from "./ibkrFlex.js";
import type { ImportMapping } from "./importMapping.js";
import type { CsvRow } from "./importedRow.js";
import type { FileReading, Layout, LayoutName } from "./layout.js";
import { mappedLayout } from "./mappedLayout.js";
import { ofx } from "./ofx.js";
import { robinhood } from "./robinhood.js";
import { schwab } from "./schwab.js";
import { trading212 } from "./trading212.js";
import { vanguard } from "./vanguard.js";

const LAYOUTS: readonly Layout[] = [
  ibkrActivity,
  fidelity,
  schwab,
  vanguard,
  etrade,
  robinhood,
  coinbase,
  trading212,
  degiro,
  ibkrFlex,
  ofx,
];

/** The header stands on one of the first lines of a file. */
export const HEADER_LINE_MAX = 10;

/** `parseRow` takes every row of the file once, in file order, from the first one. */
export interface OpenLayout extends FileReading {
  readonly name: LayoutName;
  readonly broker: Broker;
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
  return layout && opened(layout);
}

const opened = (layout: Layout): OpenLayout => ({
  name: layout.name,
  broker: layout.broker,
  ...layout.start(),
});

/** A file on its way through a layout that a mapping makes. */
export interface MappedReading {
  readonly layout: OpenLayout;
  readonly mapping: ImportMapping;
}

/** @returns a parser by the first mapping that was made for these columns; null when none was */
export function openMapped(
  rows: readonly CsvRow[],
  mappings: readonly ImportMapping[],
): MappedReading | null {
  for (const mapping of mappings) {
    const layout = mappedLayout(mapping);
    if (rows.some(({ cells }) => layout.isHeader(cells)))
      return { layout: opened(layout), mapping };
  }
  return null;
}
