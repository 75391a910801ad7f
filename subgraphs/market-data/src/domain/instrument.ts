import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Currency } from "@wealthgraph/kernel/money";
import type { Sector } from "./sector.js";

/** What an instrument is exposed to, as planning and tax see it. */
export const ASSET_CLASSES = [
  "US_EQUITY",
  "INTERNATIONAL_EQUITY",
  "EMERGING_EQUITY",
  "BOND",
  "REAL_ESTATE",
  "COMMODITY",
  "CRYPTO",
  "CASH",
  "OTHER",
] as const;

export type AssetClass = (typeof ASSET_CLASSES)[number];

/** Who makes its price: an exchange all day, the fund's sponsor once after the close, or nobody (1.00). */
export type Pricing = "CONTINUOUS" | "DAILY_NAV" | "FIXED";

/** What identifies an instrument in the world. Symbols are reused and shared; symbol and market together are not. */
export interface Listing {
  readonly symbol: string;
  /** ISO 10383 market identifier code, for example XNAS; XXXX when it is listed nowhere or we do not know */
  readonly exchange: string;
  readonly name: string;
  readonly assetClass: AssetClass;
  readonly currency: Currency;
  /** Of a company; absent for funds, and when it is not known */
  readonly sector?: Sector | null;
  /** ISO 6166; of the security, so that its listings share it */
  readonly isin?: string | null;
  readonly cusip?: string | null;
  /** Last day it was listed; absent while it is */
  readonly delistedOn?: CalendarDate | null;
}

export interface Instrument extends Listing {
  readonly id: string;
}

/** A symbol that was an instrument's for a time: symbols change, and are used again. */
export interface SymbolPeriod {
  readonly symbol: string;
  readonly exchange: string;
  readonly from: CalendarDate;
  /** null: it is to this day */
  readonly to: CalendarDate | null;
}

/** A period and whose symbol it was. */
export interface FormerSymbol extends SymbolPeriod {
  readonly of: Pick<Listing, "symbol" | "exchange">;
}

/** ISO 10383: "no market". */
export const NO_MARKET = "XXXX";

const SYMBOL = /^[A-Z0-9][A-Z0-9.=^_]{0,29}$/;

/**
 * One spelling for the many of share classes: brokers write BRK.B, BRK/B, BRK-B and BRK B.
 *
 * @returns null when `text` cannot be a symbol
 */
export function canonicalSymbol(text: string): string | null {
  const symbol = text.trim().toUpperCase().replaceAll(/[/ -]/g, ".");
  return SYMBOL.test(symbol) ? symbol : null;
}

/** True when `text` has the form of an ISO 10383 code. */
export function isMarketCode(text: string): boolean {
  return /^[A-Z0-9]{4}$/.test(text);
}

/** Text that tells listings apart: the key of maps, and of the simulated market's random numbers. */
export function listingKey(listing: Pick<Listing, "symbol" | "exchange">): string {
  return `${listing.symbol}:${listing.exchange}`;
}
