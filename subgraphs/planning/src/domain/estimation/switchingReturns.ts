import { choleskyFactor } from "../correlation.js";
import { entry, type Matrix, symmetric, zeroVector } from "./matrix.js";
import {
  type Emission,
  type EmOptions,
  fitMarkovSwitching,
  type SwitchingFit,
} from "./markovSwitching.js";
import { switchingStarts, startNumbers } from "./switchingStarts.js";
import { logGamma } from "./specialFunctions.js";

/** Returns of several assets: in each regime normal, or Student-t, with its mean and scale. */
export interface SwitchingReturns {
  /** regimes x assets */
  readonly means: Matrix;
  /** Of each regime, assets x assets: the covariance of a normal, the scale matrix of a Student-t. */
  readonly scales: readonly Matrix[];
}

export interface ReturnSeries {
  /** observations x assets */
  readonly returns: Matrix;
  readonly regimes: number;
  /** Degrees of freedom of a Student-t, > 2; null for normal returns. */
  readonly degrees: number | null;
}

/**
 * Multivariate Markov switching, fitted by EM from several starts.
 *
 * With Student-t returns an observation far out weighs less in mean and scale: (nu + d) / (nu + its
 * squared distance).
 *
 * @returns null when no start holds all its regimes: too few observations, or assets that are one
 * @see Hamilton (1990); Peel, McLachlan, Statistics and Computing 10 (2000)
 */
export function fitSwitchingReturns(
  series: ReturnSeries,
  options: EmOptions = {},
): SwitchingFit<SwitchingReturns> | null {
  const level = series.returns.map((row) => row.reduce((a, b) => a + b, 0) / row.length);
  const starts = switchingStarts(level, series.regimes, {
    randomStarts: 4,
    random: startNumbers(1),
  });
  return fitMarkovSwitching(emissionOf(series), starts, options);
}

/** The covariance that a scale matrix stands for. */
export function covarianceOf(scale: Matrix, degrees: number | null): number[][] {
  const factor = degrees === null ? 1 : degrees / (degrees - 2);
  return scale.map((row) => row.map((v) => v * factor));
}

function emissionOf(series: ReturnSeries): Emission<SwitchingReturns> {
  const { returns, regimes } = series;
  return {
    observations: returns.length,
    regimes,
    lags: 0,
    logDensities(parameters) {
      const found = new Float64Array(returns.length * regimes).fill(Number.NEGATIVE_INFINITY);
      for (let s = 0; s < regimes; s++) {
        const { distances, logDeterminant } = distancesOf(series, parameters, s);
        const density = logDensityOf(series, logDeterminant);
        for (let t = 0; t < returns.length; t++) {
          found[t * regimes + s] = density(distances[t] ?? 0);
        }
      }
      return found;
    },
    maximise(states, current) {
      const means: number[][] = [];
      const scales: number[][][] = [];
      for (let s = 0; s < regimes; s++) {
        const found = maximiseRegime(series, { states, current, s });
        if (!found) return null;
        means.push(found.mean);
        scales.push(found.scale);
      }
      return { means, scales };
    },
  };
}

/** Mahalanobis distances, squared, of all observations from a regime's mean. */
function distancesOf(
  { returns }: ReturnSeries,
  { means, scales }: SwitchingReturns,
  regime: number,
): { readonly distances: Float64Array; readonly logDeterminant: number } {
  const mean = means[regime] ?? [];
  const n = mean.length;
  const factor = choleskyFactorOfCovariance(scales[regime] ?? []);
  const distances = new Float64Array(returns.length);
  if (!factor) return { distances: distances.fill(Number.NaN), logDeterminant: Number.NaN };
  const lower = Float64Array.from(factor.flat());
  const z = new Float64Array(n);
  for (const [t, row] of returns.entries()) {
    let total = 0;
    for (let i = 0; i < n; i++) {
      let rest = (row[i] ?? 0) - (mean[i] ?? 0);
      for (let j = 0; j < i; j++) rest -= (lower[i * n + j] ?? 0) * (z[j] ?? 0);
      rest /= lower[i * n + i] ?? 1;
      z[i] = rest;
      total += rest * rest;
    }
    distances[t] = total;
  }
  const logDeterminant = 2 * factor.reduce((sum, row, i) => sum + Math.log(row[i] ?? 1), 0);
  return { distances, logDeterminant };
}

/** Cholesky of a covariance whatever its unit: the test for rank is made on the correlation. */
export function choleskyFactorOfCovariance(covariance: Matrix): number[][] | null {
  const deviations = covariance.map((row, i) => Math.sqrt(row[i] ?? 0));
  if (!deviations.every((d) => d > 0)) return null;
  const correlation = symmetric(covariance.length, (i, j) =>
    i === j ? 1 : entry(covariance, i, j) / ((deviations[i] ?? 1) * (deviations[j] ?? 1)),
  );
  const factor = choleskyFactor(correlation);
  return factor && factor.map((row, i) => row.map((v) => v * (deviations[i] ?? 0)));
}

function logDensityOf(
  { returns, degrees }: ReturnSeries,
  logDeterminant: number,
): (distance: number) => number {
  const n = returns[0]?.length ?? 0;
  if (degrees === null) {
    const constant = -0.5 * (n * Math.log(2 * Math.PI) + logDeterminant);
    return (distance) => constant - distance / 2;
  }
  const constant =
    logGamma((degrees + n) / 2) -
    logGamma(degrees / 2) -
    0.5 * (n * Math.log(degrees * Math.PI) + logDeterminant);
  return (distance) => constant - ((degrees + n) / 2) * Math.log1p(distance / degrees);
}

function maximiseRegime(
  series: ReturnSeries,
  from: {
    readonly states: Float64Array;
    readonly current: SwitchingReturns | null;
    readonly s: number;
  },
): { readonly mean: number[]; readonly scale: number[][] } | null {
  const { returns, regimes, degrees } = series;
  const { states, current, s } = from;
  const n = returns[0]?.length ?? 0;
  const weights = Float64Array.from(returns, (_, t) => states[t * regimes + s] ?? 0);
  const share = weights.reduce((a, b) => a + b, 0);
  if (!(share > n + 2)) return null;
  if (current && degrees !== null) {
    const { distances } = distancesOf(series, current, s);
    for (let t = 0; t < weights.length; t++) {
      weights[t] = ((weights[t] ?? 0) * (degrees + n)) / (degrees + (distances[t] ?? 0));
    }
  }
  const mean = weightedMean(returns, weights);
  const scale = weightedScatter(returns, weights, mean).map((row) => row.map((v) => v / share));
  return choleskyFactorOfCovariance(scale) ? { mean, scale } : null;
}

function weightedMean(returns: Matrix, weights: Float64Array): number[] {
  const total = weights.reduce((a, b) => a + b, 0);
  const sums = zeroVector(returns[0]?.length ?? 0);
  for (const [t, row] of returns.entries()) {
    const w = weights[t] ?? 0;
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + w * (row[i] ?? 0);
  }
  return sums.map((sum) => sum / total);
}

/** sum w (y - mean)(y - mean)' */
function weightedScatter(
  returns: Matrix,
  weights: Float64Array,
  mean: readonly number[],
): number[][] {
  const n = mean.length;
  const sums = new Float64Array(n * n);
  for (const [t, row] of returns.entries()) {
    const w = weights[t] ?? 0;
    for (let i = 0; i < n; i++) {
      const wi = w * ((row[i] ?? 0) - (mean[i] ?? 0));
      for (let j = 0; j <= i; j++) {
        sums[i * n + j] = (sums[i * n + j] ?? 0) + wi * ((row[j] ?? 0) - (mean[j] ?? 0));
      }
    }
  }
  return symmetric(n, (i, j) => sums[i * n + j] ?? 0);
}
