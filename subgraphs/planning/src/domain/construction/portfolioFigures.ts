import { at, dot, type LinearConstraint } from "./quadraticProgram.js";
import type { ReturnEstimates } from "./returnEstimates.js";
import { riskShares } from "./riskParity.js";

/** Weights and what is estimated of them; nominal, a year, fractions. */
export interface PortfolioFigures {
  readonly weights: readonly {
    readonly asset: string;
    readonly weight: number;
    /** Part of the portfolio's variance; they sum to 1. */
    readonly riskShare: number;
  }[];
  readonly expectedReturn: number;
  readonly expectedReturnStandardError: number | null;
  readonly volatility: number;
  readonly volatilityStandardError: number | null;
  /** Expected return above the risk-free rate per volatility. */
  readonly sharpeRatio: number;
  readonly sharpeRatioStandardError: number | null;
  readonly bindingConstraints: readonly string[];
}

/** Decimals of a weight: what lies below is rounding of the optimiser. */
const WEIGHT_DECIMALS = 10;
const BINDS = 1e-9;

/**
 * Figures of `weights` under `estimates`.
 *
 * Standard errors are those of fixed weights, for independent normal returns: of the mean from the
 * covariance of the means, of the volatility sigma / sqrt(2 (n - 1)), of the Sharpe ratio by Lo,
 * "The statistics of Sharpe ratios", Financial Analysts Journal 58 (2002).
 *
 * @param constraints the first (weights sum to 1) is not named among those that bind
 */
export function portfolioFigures(
  estimates: ReturnEstimates,
  constraints: readonly LinearConstraint[],
  solution: readonly number[],
): PortfolioFigures {
  const weights = solution.map((w) => Number(w.toFixed(WEIGHT_DECIMALS)) + 0);
  const { assets, covariance, sample, riskFreeRate } = estimates;
  const shares = riskShares(covariance, weights);
  const expectedReturn = assets.reduce((sum, a, i) => sum + a.expectedReturn * at(weights, i), 0);
  const volatility = Math.sqrt(
    dot(
      covariance.map((row) => dot(row, weights)),
      weights,
    ),
  );
  const sharpeRatio = (expectedReturn - riskFreeRate) / volatility;
  return {
    weights: assets.map(({ name }, i) => ({
      asset: name,
      weight: at(weights, i),
      riskShare: at(shares, i) + 0,
    })),
    expectedReturn,
    expectedReturnStandardError: errorOfMean(estimates, weights),
    volatility,
    volatilityStandardError: sample && volatility / Math.sqrt(2 * (sample.observations - 1)),
    sharpeRatio,
    sharpeRatioStandardError:
      sample && Math.sqrt((sample.perYear + sharpeRatio ** 2 / 2) / sample.observations),
    bindingConstraints: constraints
      .slice(1)
      .filter(({ normal, bound }) => Math.abs(dot(normal, weights) - bound) <= BINDS)
      .map(({ name }) => name),
  };
}

/** @returns null when an asset that is held has no known error */
function errorOfMean(estimates: ReturnEstimates, weights: readonly number[]): number | null {
  let variance = 0;
  for (const [i, row] of estimates.meanCovariance.entries()) {
    for (const [j, value] of row.entries()) {
      const share = at(weights, i) * at(weights, j);
      if (share === 0) continue;
      if (value === null) return null;
      variance += share * value;
    }
  }
  return Math.sqrt(Math.max(0, variance));
}
