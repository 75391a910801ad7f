import { join } from "node:path";
import { isCurrency } from "@wealthgraph/kernel/money";
import type { RefusedRow } from "../domain/csvRows.js";
import { parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { cusipOf, isCusip, isIsin } from "../domain/identifier.js";
import {
  canonicalSymbol,
  type FormerSymbol,
  isMarketCode,
  type Listing,
  NO_MARKET,
} from "../domain/instrument.js";
import { isSector } from "../domain/sector.js";
import { isAssetClass } from "../domain/listingTable.js";
import { fileErrorCode, readCsvFile } from "./csvFile.js";

const COLUMNS = ["symbol", "exchange", "name", "asset_class", "currency"] as const;
/** May follow, in this order; an empty cell is not known. */
const FURTHER_COLUMNS = ["sector", "isin", "cusip", "delisted_on"] as const;
const PERIOD_COLUMNS = ["instrument", "ticker", "from_date", "to_date", "note"] as const;

/**
 * Who the files of a folder are: the line of instruments.csv with that symbol, else the known
 * listing, else a US dollar instrument on no market that is named by its symbol.
 */
export async function folderListings(options: {
  readonly directory: string;
  readonly symbols: readonly string[];
  readonly known: readonly Listing[];
  readonly report: (file: string, refused: readonly RefusedRow[]) => void;
}): Promise<Listing[]> {
  const { directory, symbols, known, report } = options;
  const file = join(directory, "instruments.csv");
  const { listings, refused } = await described(file);
  if (refused.length > 0) report(file, refused);
  const bySymbol = new Map([...known, ...listings].map((listing) => [listing.symbol, listing]));
  return symbols.map(
    (symbol) =>
      bySymbol.get(symbol) ?? {
        symbol,
        exchange: NO_MARKET,
        name: symbol,
        assetClass: "OTHER",
        currency: "USD",
      },
  );
}

async function described(
  file: string,
): Promise<{ listings: Listing[]; refused: readonly RefusedRow[] }> {
  const listings: Listing[] = [];
  const refused: RefusedRow[] = [];
  try {
    const content = await readCsvFile(file);
    const header = content.header.join();
    const isKnown = [COLUMNS, [...COLUMNS, ...FURTHER_COLUMNS]].some((c) => c.join() === header);
    refused.push(...content.refused);
    if (!isKnown) {
      const reason = `header ${COLUMNS.join()}, or with ${FURTHER_COLUMNS.join()}, expected`;
      return { listings, refused: [...refused, { line: 1, reason }] };
    }
    for (const { line, cells } of content.rows) {
      const listing = toListing(cells);
      if (listing) listings.push(listing);
      else refused.push({ line, reason: `a cell does not fit ${COLUMNS.join()}` });
    }
  } catch (error) {
    const code = fileErrorCode(error);
    if (code !== "ENOENT") refused.push({ line: 0, reason: `unreadable: ${code}` });
  }
  return { listings, refused };
}

function toListing(cells: readonly string[]): Listing | null {
  const [symbol, exchange, name, assetClass, currency, ...further] = cells;
  if (!symbol || !name || !exchange || !isMarketCode(exchange)) return null;
  if (!assetClass || !isAssetClass(assetClass) || !currency || !isCurrency(currency)) return null;
  const identity = toIdentity(further);
  return identity && { symbol, exchange, name, assetClass, currency, ...identity };
}

/** @returns null when a cell is there and does not fit */
function toIdentity([sector, isin, cusip, delisted]: readonly string[]) {
  const sectorRead = readIf(sector, (text) => (isSector(text) ? text : null));
  const isinRead = readIf(isin, (text) => (isIsin(text) ? text : null));
  const cusipRead = readIf(cusip, (text) => (isCusip(text) ? text : null));
  const delistedRead = readIf(delisted, parseCalendarDate);
  if (!sectorRead || !isinRead || !cusipRead || !delistedRead) return null;
  const ofIsin = isinRead.value && cusipOf(isinRead.value);
  return {
    sector: sectorRead.value,
    isin: isinRead.value,
    cusip: cusipRead.value ?? ofIsin,
    delistedOn: delistedRead.value,
  };
}

/** An empty cell is known to be empty; null: the cell does not fit. */
function readIf<T>(
  cell: string | undefined,
  read: (text: string) => T | null,
): { readonly value: T | null } | null {
  if (!cell) return { value: null };
  const value = read(cell);
  return value === null ? null : { value };
}

/**
 * The symbols that instruments of the folder had: corporate-actions/symbol_history.csv, where
 * `instrument` names a file of bars and an empty `to_date` means to this day.
 */
export async function folderSymbolHistory(
  directory: string,
  listings: readonly Listing[],
  report: (file: string, refused: readonly RefusedRow[]) => void,
): Promise<FormerSymbol[]> {
  const file = join(directory, "corporate-actions", "symbol_history.csv");
  const bySymbol = new Map(listings.map((listing) => [listing.symbol, listing]));
  const refused: RefusedRow[] = [];
  const periods: FormerSymbol[] = [];
  try {
    const content = await readCsvFile(file, PERIOD_COLUMNS);
    refused.push(...content.refused);
    for (const { line, cells } of content.rows) {
      const period = toPeriod(cells, bySymbol);
      if (typeof period === "string") refused.push({ line, reason: period });
      else periods.push(period);
    }
  } catch (error) {
    const code = fileErrorCode(error);
    if (code !== "ENOENT") refused.push({ line: 0, reason: `unreadable: ${code}` });
  }
  if (refused.length > 0) report(file, refused);
  return periods;
}

function toPeriod(
  [instrument = "", ticker = "", fromDate = "", toDate = ""]: readonly string[],
  bySymbol: ReadonlyMap<string, Listing>,
): FormerSymbol | string {
  const of = bySymbol.get(instrument);
  if (!of) return `no file of bars for ${JSON.stringify(instrument.slice(0, 40))}`;
  const symbol = canonicalSymbol(ticker);
  const from = parseCalendarDate(fromDate);
  const to = toDate === "" ? null : parseCalendarDate(toDate);
  if (!symbol || !from) return "ticker is no symbol, or from_date is no date";
  if (toDate !== "" && (!to || to < from)) return "to_date is no date on or after from_date";
  return { symbol, exchange: of.exchange, from, to, of };
}
