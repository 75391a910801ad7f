import { ReferenceDraws } from "./referenceDraws.js";
import { referenceGarch } from "./referenceGarch.js";
import { referenceHistory } from "./referenceHistory.js";
import { referenceRegimes } from "./referenceRegimes.js";
import type { MarketPlan } from "./marketPlan.js";

/** One month of one path. */
export interface MarketMonth {
  /** Gross return of each asset. */
  readonly gross: readonly number[];
  /** Price level at the month's end by that at its start. */
  readonly growth: number;
}

export interface MarketPath {
  /** Gross return of each asset in month m, index m - 1. */
  readonly gross: readonly (readonly number[])[];
  /** Price level at the end of months 0, 1 … */
  readonly priceLevels: readonly number[];
}

/** One path of the markets in plain TypeScript, equal to the kernel's bit by bit. */
export function referenceMarketPath(market: MarketPlan, path: number): MarketPath {
  const gross: (readonly number[])[] = [];
  const priceLevels = [1];
  const next = monthsOf(market, path);
  for (let month = 1; month <= market.months; month++) {
    const drawn = next(month);
    gross.push(drawn.gross);
    priceLevels.push((priceLevels[month - 1] ?? 1) * drawn.growth);
  }
  return { gross, priceLevels };
}

/** @returns a function that gives month 1, 2 … in their order */
function monthsOf(market: MarketPlan, path: number): (month: number) => MarketMonth {
  const draws = new ReferenceDraws(market.key, path, market.isAntithetic);
  const { model } = market;
  switch (model.kind) {
    case "REGIMES":
      return referenceRegimes(model, draws);
    case "GARCH_DCC":
      return referenceGarch(model, { draws, assets: market.assetClasses.length });
    case "HISTORY":
      return referenceHistory(model, draws);
  }
}
