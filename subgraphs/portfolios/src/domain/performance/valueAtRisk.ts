import { known, type Measure, unknown } from "./measure.js";
import { mean, moments, normalDensity, quantile } from "./statistics.js";

export const CONFIDENCES = [0.95, 0.99] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** The normal quantile at 1 - confidence; fewest observations a figure needs. */
const TAILS: Readonly<Record<Confidence, { readonly z: number; readonly observations: number }>> = {
  0.95: { z: -1.6448536269514722, observations: 20 },
  0.99: { z: -2.3263478740408408, observations: 100 },
};

/** Value at risk and expected shortfall of one period, by one method. Signed: -0.03 is a loss of 3 %. */
export interface TailRisk {
  readonly valueAtRisk: Measure;
  readonly expectedShortfall: Measure;
}

const both = (measure: Measure): TailRisk => ({ valueAtRisk: measure, expectedShortfall: measure });

const hasTooFew = (returns: readonly number[], confidence: Confidence) =>
  returns.length < TAILS[confidence].observations;

/** The quantile of what happened (type 7), and the mean of the returns at or under it. */
export function historicalTail(returns: readonly number[], confidence: Confidence): TailRisk {
  if (hasTooFew(returns, confidence)) return both(unknown("TOO_FEW_OBSERVATIONS"));
  const atRisk = quantile(returns, tailOf(confidence));
  return {
    valueAtRisk: known(atRisk),
    expectedShortfall: known(mean(returns.filter((value) => value <= atRisk))),
  };
}

/** 1 - confidence without the last bit that the subtraction adds. */
function tailOf(confidence: Confidence): number {
  return Math.round((1 - confidence) * 100) / 100;
}

/**
 * Under a normal distribution with the sample's mean and population deviation.
 *
 * VaR = mu + z sigma, ES = mu - sigma phi(z) / (1 - c).
 */
export function parametricTail(returns: readonly number[], confidence: Confidence): TailRisk {
  if (hasTooFew(returns, confidence)) return both(unknown("TOO_FEW_OBSERVATIONS"));
  const { mean: mu, deviation } = moments(returns);
  const { z } = TAILS[confidence];
  return {
    valueAtRisk: known(mu + z * deviation),
    expectedShortfall: known(mu - (deviation * normalDensity(z)) / tailOf(confidence)),
  };
}

/**
 * The normal quantile corrected for skewness and excess kurtosis; ES is the mean of the corrected
 * quantiles of the tail, in closed form.
 *
 * @returns EXPANSION_INVALID where the corrected quantiles of the tail do not ascend
 * @see Cornish and Fisher (1937); Maillard, A User's Guide to the Cornish Fisher Expansion (2012)
 */
export function cornishFisherTail(returns: readonly number[], confidence: Confidence): TailRisk {
  if (hasTooFew(returns, confidence)) return both(unknown("TOO_FEW_OBSERVATIONS"));
  const { mean: mu, deviation, skewness: s, excessKurtosis: k } = moments(returns);
  const { z } = TAILS[confidence];
  if (!ascendsUpTo(z, s, k)) return both(unknown("EXPANSION_INVALID"));
  const corrected =
    z + ((z ** 2 - 1) * s) / 6 + ((z ** 3 - 3 * z) * k) / 24 - ((2 * z ** 3 - 5 * z) * s ** 2) / 36;
  const factor = 1 + (z * s) / 6 + ((z ** 2 - 1) * k) / 24 - ((2 * z ** 2 - 1) * s ** 2) / 36;
  return {
    valueAtRisk: known(mu + corrected * deviation),
    expectedShortfall: known(mu - (deviation * normalDensity(z) * factor) / tailOf(confidence)),
  };
}

/** True when the slope of the corrected quantile, a parabola in z, is positive on (-∞, z]. */
function ascendsUpTo(z: number, s: number, k: number): boolean {
  const square = k / 8 - s ** 2 / 6;
  const linear = s / 3;
  const constant = 1 - k / 8 + (5 * s ** 2) / 36;
  const slope = (x: number) => square * x ** 2 + linear * x + constant;
  if (square < 0 || (square === 0 && linear > 0)) return false;
  const lowest = square === 0 ? z : Math.min(z, -linear / (2 * square));
  return slope(lowest) > 0 && slope(z) > 0;
}
