import type { Instrument } from "../../domain/instrument.js";

/** ISO 10383 markets of US securities, whose symbols need no suffix. */
export const US_MARKETS: ReadonlySet<string> = new Set([
  "XNAS",
  "XNYS",
  "ARCX",
  "XASE",
  "BATS",
  "XXXX",
]);

/** Yahoo's suffix of each market, as its "Exchanges and data providers" page lists them. */
const YAHOO_SUFFIX: Readonly<Record<string, string>> = {
  XLON: ".L",
  XETR: ".DE",
  XPAR: ".PA",
  XAMS: ".AS",
  XMIL: ".MI",
  XSWX: ".SW",
  XTSE: ".TO",
  XTKS: ".T",
  XHKG: ".HK",
  XASX: ".AX",
};

/** @returns null when Yahoo does not carry the market */
export function yahooSymbol(instrument: Instrument): string | null {
  const suffix = US_MARKETS.has(instrument.exchange) ? "" : YAHOO_SUFFIX[instrument.exchange];
  return suffix === undefined ? null : `${instrument.symbol.replaceAll(".", "-")}${suffix}`;
}

/** The share class with a hyphen, for providers of US securities only; null for another market and for coins. */
export function usSymbol(instrument: Instrument): string | null {
  if (instrument.assetClass === "CRYPTO" && instrument.exchange === "XXXX") return null;
  return US_MARKETS.has(instrument.exchange) ? instrument.symbol.replaceAll(".", "-") : null;
}

/** Hundredths in which some markets quote: GBp and GBX are pence, ZAc cents, ILA agorot. */
const MINOR_UNITS: Readonly<Record<string, string>> = {
  GBp: "GBP",
  GBX: "GBP",
  ZAc: "ZAR",
  ILA: "ILS",
};

/**
 * What a provider's currency code says about its figures.
 *
 * @returns the divisor that makes them the instrument's currency; null when they are another currency
 */
export function currencyDivisor(code: string, instrument: Instrument): 1 | 100 | null {
  if (code === instrument.currency) return 1;
  return MINOR_UNITS[code] === instrument.currency ? 100 : null;
}
