import type { Viewer } from "@wealthgraph/chassis/viewer";
import type { LivePrice } from "../operations/valuation.js";
import { livePriceOf } from "./livePrice.js";

/** The portfolio of a household, with the live prices the router joined, by instrument. */
export interface PortfolioModel {
  /** The household's id. */
  readonly id: string;
  readonly quotes: ReadonlyMap<string, LivePrice>;
}

interface PortfolioReference {
  readonly id: string;
  readonly openPositions?: readonly { readonly instrument: unknown }[];
}

/** @returns null for another household's portfolio */
export function resolvePortfolio(
  reference: PortfolioReference,
  context: { readonly viewer: Viewer },
): Promise<PortfolioModel | null> {
  if (!context.viewer.households.has(reference.id)) return Promise.resolve(null);
  const quotes = new Map<string, LivePrice>();
  for (const { instrument } of reference.openPositions ?? []) {
    const quote = livePriceOf(instrument);
    if (quote?.instrumentId) quotes.set(quote.instrumentId, quote);
  }
  return Promise.resolve({ id: reference.id, quotes });
}
