import { join } from "node:path";
import { isCurrency } from "@wealthgraph/kernel/money";
import type { RefusedRow } from "../domain/csvRows.js";
import { isMarketCode, type Listing, NO_MARKET } from "../domain/instrument.js";
import { isAssetClass } from "../domain/listingTable.js";
import { fileErrorCode, readCsvFile } from "./csvFile.js";

const COLUMNS = ["symbol", "exchange", "name", "asset_class", "currency"] as const;

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
    const content = await readCsvFile(file, COLUMNS);
    refused.push(...content.refused);
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
  const [symbol, exchange, name, assetClass, currency] = cells;
  if (!symbol || !name || !exchange || !isMarketCode(exchange)) return null;
  if (!assetClass || !isAssetClass(assetClass) || !currency || !isCurrency(currency)) return null;
  return { symbol, exchange, name, assetClass, currency };
}
