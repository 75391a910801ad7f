import { date } from "@wealthgraph/kernel/calendarDate";
import { invariant } from "@wealthgraph/kernel/refusal";
import { ASSET_CLASSES, type AssetClass, type FormerSymbol, type Pricing } from "./instrument.js";
import type { SimulatedListing } from "./simulatedListing.js";

const PRICING: Readonly<Record<string, Pricing>> = {
  S: "CONTINUOUS",
  E: "CONTINUOUS",
  M: "DAILY_NAV",
  C: "FIXED",
};

export function isAssetClass(text: string): text is AssetClass {
  return (ASSET_CLASSES as readonly string[]).includes(text);
}

/**
 * Reads a table of US dollar listings, one a line, fields separated by `|`.
 *
 * @throws {InvariantViolation} naming the line that does not fit: the table is our own data
 */
export function parseListings(table: string): SimulatedListing[] {
  return table.trim().split("\n").map(parseListing);
}

const LINE =
  /^(?<symbol>[A-Z.]+)\|(?<exchange>[A-Z]{4})\|(?<kind>[SEMC])\|(?<assetClass>\w+)\|(?<level>[\d.]+)\|(?<index>\w*)\|(?<volatility>[\d.]*)\|(?<name>.+)$/;

function parseListing(line: string): SimulatedListing {
  const { symbol, exchange, kind, assetClass, level, index, volatility, name } =
    LINE.exec(line)?.groups ?? {};
  const pricing = PRICING[kind ?? ""];
  invariant(symbol && exchange && name && pricing, `a listing is complete: ${line}`);
  invariant(assetClass && isAssetClass(assetClass), `a listing has an asset class: ${line}`);
  invariant(Number(level) > 0, `a listing has a level: ${line}`);
  const base = { symbol, exchange, name, assetClass, currency: "USD", pricing };
  return {
    ...base,
    isSingleName: kind === "S",
    referencePrice: Number(level),
    ...(index ? { index } : {}),
    ...(volatility ? { volatility: Number(volatility) } : {}),
  };
}

/** Reads a table of `symbol|market|first day|last day|symbol|market today`, one a line. */
export function parseFormerSymbols(table: string): FormerSymbol[] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [symbol, exchange, from = "", to = "", ofSymbol, ofExchange] = line.split("|");
      invariant(
        symbol && exchange && ofSymbol && ofExchange,
        `a former symbol is complete: ${line}`,
      );
      return {
        symbol,
        exchange,
        from: date(from),
        to: date(to),
        of: { symbol: ofSymbol, exchange: ofExchange },
      };
    });
}
