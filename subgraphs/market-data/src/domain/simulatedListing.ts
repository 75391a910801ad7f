import { type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";
import type { AssetClass, Listing, Pricing } from "./instrument.js";
import { listingKey } from "./instrument.js";

/** A listing as the simulated market needs it. Prices in the listing's currency. */
export interface SimulatedListing extends Listing {
  readonly pricing: Pricing;
  /** An illustrative level at the close of `REFERENCE_DATE`; the path goes through it exactly */
  readonly referencePrice: number;
  /** True for one company's share or one coin, which moves more than its asset class */
  readonly isSingleName: boolean;
  /** Funds of one index move alike: they draw the same random numbers */
  readonly index?: string;
  /** A year, in log terms; absent: that of the asset class */
  readonly volatility?: number;
}

/** The day through whose close every simulated path goes at its reference price. */
export const REFERENCE_DATE: CalendarDate = date("2025-06-30");

/** What moves together. */
export type Factor = "equity" | "rates" | "commodity" | "crypto";

/** Parameters of one instrument's path; `drift` and `volatility` a year, of the log price. */
export interface PathModel {
  readonly drift: number;
  readonly volatility: number;
  readonly factor: Factor;
  /** Correlation with the factor, 0 to 1 */
  readonly loading: number;
}

/** Round figures of the order of long-run history: a demonstration, not a forecast. */
const CLASS_MODEL: Readonly<Record<AssetClass, PathModel>> = {
  US_EQUITY: { drift: 0.075, volatility: 0.16, factor: "equity", loading: 0.97 },
  INTERNATIONAL_EQUITY: { drift: 0.05, volatility: 0.165, factor: "equity", loading: 0.87 },
  EMERGING_EQUITY: { drift: 0.05, volatility: 0.2, factor: "equity", loading: 0.77 },
  BOND: { drift: 0.005, volatility: 0.055, factor: "rates", loading: 0.95 },
  REAL_ESTATE: { drift: 0.04, volatility: 0.19, factor: "equity", loading: 0.7 },
  COMMODITY: { drift: 0.04, volatility: 0.16, factor: "commodity", loading: 0.8 },
  CRYPTO: { drift: 0.3, volatility: 0.6, factor: "crypto", loading: 0.95 },
  CASH: { drift: 0, volatility: 0.002, factor: "rates", loading: 0 },
  OTHER: { drift: 0.04, volatility: 0.15, factor: "equity", loading: 0.5 },
};

const SINGLE_NAME_VOLATILITY = 1.8;
const SINGLE_NAME_LOADING = 0.55;

export function pathModel(listing: SimulatedListing): PathModel {
  const ofClass = CLASS_MODEL[listing.assetClass];
  const scale = listing.isSingleName ? SINGLE_NAME_VOLATILITY : 1;
  return {
    ...ofClass,
    volatility: listing.volatility ?? ofClass.volatility * scale,
    loading: ofClass.loading * (listing.isSingleName ? SINGLE_NAME_LOADING : 1),
  };
}

/** Names the random numbers a listing draws: its own, or its index's. */
export function drawName(listing: SimulatedListing): string {
  return listing.index ? `index ${listing.index}` : listingKey(listing);
}
