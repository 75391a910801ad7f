import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import type { LivePrice } from "../operations/valuation.js";
import { harvestBenefits, livePriceOf } from "./livePrice.js";

/** The portfolio of a household, with the live prices the router joined, by instrument. */
export interface PortfolioModel {
  /** The household's id. */
  readonly id: string;
  readonly quotes: ReadonlyMap<string, LivePrice>;
  /** Tax saved by selling each lot whole, USD, where the router joined it; null where it is not known. */
  readonly benefits: ReadonlyMap<string, Decimal | null>;
}

interface PortfolioReference {
  readonly id: string;
  readonly openPositions?: readonly { readonly instrument: unknown; readonly lots?: unknown }[];
}

/** @returns null for another household's portfolio */
export function resolvePortfolio(
  reference: PortfolioReference,
  context: { readonly viewer: Viewer },
): Promise<PortfolioModel | null> {
  if (!context.viewer.households.has(reference.id)) return Promise.resolve(null);
  const quotes = new Map<string, LivePrice>();
  const benefits = new Map<string, Decimal | null>();
  for (const { instrument, lots } of reference.openPositions ?? []) {
    for (const [id, benefit] of harvestBenefits(lots)) benefits.set(id, benefit);
    const quote = livePriceOf(instrument);
    if (quote?.instrumentId) quotes.set(quote.instrumentId, quote);
  }
  return Promise.resolve({ id: reference.id, quotes, benefits });
}
