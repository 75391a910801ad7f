import { type Correlation, correlationOf, type PriceHistory } from "./dailyReturns.js";
import { identityOf, isListedIdentical } from "./identicalSecurities.js";

/** A security that may stand in for one that is sold at a loss. */
export interface Substitute {
  readonly history: PriceHistory;
  readonly correlation: Correlation;
}

export interface SubstituteSearch {
  /** The security that is sold. */
  readonly sold: PriceHistory;
  /** The universe: whatever has another asset class is passed over. */
  readonly universe: readonly PriceHistory[];
  /** Symbols that a purchase of would wash a sale: sold in the same plan, or sold at a loss lately. */
  readonly notToBuy: ReadonlySet<string>;
  /** Symbols that the household does not want for this security. */
  readonly vetoed: ReadonlySet<string>;
}

/**
 * Substitutes of one asset class by correlation, the closest first; where there are too few common
 * days no correlation is claimed, and they come last. Never the security itself, one that our list
 * calls substantially identical to it or to another that must not be bought, nor a vetoed one.
 */
export function substitutesOf({
  sold,
  universe,
  notToBuy,
  vetoed,
}: SubstituteSearch): readonly Substitute[] {
  const forbidden = [sold.symbol, ...notToBuy];
  return universe
    .filter(
      ({ symbol, assetClass }) =>
        assetClass === sold.assetClass &&
        !vetoed.has(identityOf(symbol)) &&
        !forbidden.some((other) => isListedIdentical(symbol, other)),
    )
    .map((history) => ({ history, correlation: correlationOf(sold, history) }))
    .sort(
      (a, b) =>
        strengthOf(b.correlation) - strengthOf(a.correlation) ||
        (a.history.symbol < b.history.symbol ? -1 : 1),
    );
}

const strengthOf = (correlation: Correlation): number =>
  "value" in correlation ? correlation.value : -2;
