import { known, type Measure, unknown } from "./measure.js";
import { mean, sampleDeviation } from "./statistics.js";

/** CHOICE: sessions, weeks and months a year. */
export const PERIODS_A_YEAR = { DAILY: 252, WEEKLY: 52, MONTHLY: 12 } as const;

/** What the measures of one series of returns share. */
export interface RiskBasis {
  /** Simple returns of equal periods of the flow-free series, in order of time. */
  readonly returns: readonly number[];
  readonly periodsPerYear: number;
  /** Risk-free return of each period, as many as returns. */
  readonly riskFree: readonly number[];
  /** Minimum acceptable return of one period (MAR). */
  readonly minimumReturn: number;
}

/** A yearly rate for one period: (1 + rate)^(1 / periods) - 1. */
export function perPeriod(annualRate: number, periodsPerYear: number): number {
  return (1 + annualRate) ** (1 / periodsPerYear) - 1;
}

/** Returns over the risk-free ones, period by period. */
export function excessReturns({ returns, riskFree }: RiskBasis): number[] {
  return returns.map((value, i) => value - (riskFree[i] ?? 0));
}

/** Standard deviation (n - 1) of the returns, annualized. */
export function volatility({ returns, periodsPerYear }: RiskBasis): Measure {
  if (returns.length < 2) return unknown("TOO_FEW_OBSERVATIONS");
  return known(sampleDeviation(returns) * Math.sqrt(periodsPerYear));
}

/** Root of the mean squared shortfall under the minimum return, over all observations, annualized. */
export function downsideDeviation({ returns, minimumReturn, periodsPerYear }: RiskBasis): Measure {
  if (returns.length < 2) return unknown("TOO_FEW_OBSERVATIONS");
  const squares = returns.map((value) => Math.min(value - minimumReturn, 0) ** 2);
  return known(Math.sqrt(mean(squares)) * Math.sqrt(periodsPerYear));
}

/**
 * Mean excess return over its standard deviation, annualized.
 *
 * @see Sharpe, The Sharpe Ratio, Journal of Portfolio Management 21 (1994)
 */
export function sharpeRatio(basis: RiskBasis): Measure {
  if (basis.returns.length < 2) return unknown("TOO_FEW_OBSERVATIONS");
  const excess = excessReturns(basis);
  const deviation = sampleDeviation(excess);
  if (deviation === 0) return unknown("NO_VARIATION");
  return known((mean(excess) / deviation) * Math.sqrt(basis.periodsPerYear));
}

/**
 * Mean return over the minimum return, by the downside deviation, both annualized.
 *
 * @see Sortino and Price, Performance Measurement in a Downside Risk Framework (1994)
 */
export function sortinoRatio(basis: RiskBasis): Measure {
  const downside = downsideDeviation(basis);
  if (downside.value === null) return downside;
  if (downside.value === 0) return unknown("NO_DOWNSIDE");
  const active = mean(basis.returns) - basis.minimumReturn;
  return known((active * basis.periodsPerYear) / downside.value);
}
