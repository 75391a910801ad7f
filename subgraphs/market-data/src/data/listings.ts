import { invariant } from "@wealthgraph/kernel/refusal";
import { cusipOf, isIsin } from "../domain/identifier.js";
import { type FormerSymbol } from "../domain/instrument.js";
import { parseFormerSymbols, parseListings } from "../domain/listingTable.js";
import { isSector, type Sector } from "../domain/sector.js";
import type { SimulatedListing } from "../domain/simulatedListing.js";
import { COINS } from "./coins.js";
import { COMPANY_SECTORS, FORMER_SYMBOLS, LISTED_ISINS } from "./companies.js";
import { US_LISTINGS } from "./usListings.js";

/** What the project knows without any file or provider. */
export function knownListings(): readonly SimulatedListing[] {
  const sectors = sectorsBySymbol();
  const isins = isinsBySymbol();
  return [...parseListings(US_LISTINGS), ...parseListings(COINS)].map((listing) => {
    const isin = isins.get(listing.symbol) ?? null;
    const sector = sectors.get(listing.symbol) ?? null;
    return { ...listing, sector, isin, cusip: isin === null ? null : cusipOf(isin) };
  });
}

/** Symbols that listings had before, or share with one of today. */
export function knownFormerSymbols(): readonly FormerSymbol[] {
  return parseFormerSymbols(FORMER_SYMBOLS);
}

function sectorsBySymbol(): ReadonlyMap<string, Sector> {
  return new Map(
    Object.entries(COMPANY_SECTORS).flatMap(([sector, symbols]) => {
      invariant(isSector(sector), `${sector} is a sector`);
      return symbols.split(" ").map((symbol): [string, Sector] => [symbol, sector]);
    }),
  );
}

function isinsBySymbol(): ReadonlyMap<string, string> {
  return new Map(
    LISTED_ISINS.trim()
      .split("\n")
      .map((line): [string, string] => {
        const [symbol, isin] = line.split("|");
        invariant(symbol && isin && isIsin(isin), `an ISIN has its check digit: ${line}`);
        return [symbol, isin];
      }),
  );
}
