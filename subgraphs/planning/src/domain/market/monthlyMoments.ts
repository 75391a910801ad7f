import type { CapitalMarketAssumptions } from "../capitalMarketAssumptions.js";
import type { AssetClass } from "../assetClass.js";
import { entry, symmetric } from "../estimation/matrix.js";
import { MONTHS_A_YEAR } from "../marketPlan.js";

/** Gross means and the covariance of simple monthly returns. */
export interface MonthlyMoments {
  readonly means: readonly number[];
  readonly covariance: readonly (readonly number[])[];
}

/**
 * The simple monthly returns, independent from month to month, whose year has the assumed arithmetic
 * means, deviations and correlations: E[G_a G_b of a year] = E[g_a g_b of a month]^12, exactly.
 */
export function monthlyMoments(
  { assetClasses, correlations }: CapitalMarketAssumptions,
  assets: readonly AssetClass[],
): MonthlyMoments {
  const rows = assets.map((asset) => assetClasses.findIndex((a) => a.assetClass === asset));
  const held = rows.map((row) => assetClasses[row] ?? { expectedReturn: 0, volatility: 0 });
  const means = held.map((a) => (1 + a.expectedReturn) ** (1 / MONTHS_A_YEAR));
  const covariance = symmetric(assets.length, (i, j) => {
    const [a, b] = [held[i], held[j]];
    if (!a || !b) return 0;
    const yearly = entry(correlations, rows[i] ?? 0, rows[j] ?? 0) * a.volatility * b.volatility;
    const product = (1 + a.expectedReturn) * (1 + b.expectedReturn);
    return (yearly + product) ** (1 / MONTHS_A_YEAR) - product ** (1 / MONTHS_A_YEAR);
  });
  return { means, covariance };
}
