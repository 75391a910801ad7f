import { entry, type Matrix, solve, zeros, zeroVector } from "./matrix.js";
import {
  type Emission,
  type EmOptions,
  fitMarkovSwitching,
  type SwitchingFit,
} from "./markovSwitching.js";
import { startNumbers, switchingStarts } from "./switchingStarts.js";

/** y_t = x_t' b_s + e, e normal with the regime's variance. */
export interface SwitchingRegression {
  /** regimes x regressors */
  readonly coefficients: Matrix;
  /** One a regime; all the same unless the variance switches. */
  readonly variances: readonly number[];
}

export interface RegressionSeries {
  readonly y: readonly number[];
  /** observations x regressors; a constant is a column of ones */
  readonly x: Matrix;
  readonly regimes: number;
  readonly isVarianceSwitching: boolean;
}

/** Regression whose coefficients switch with the regime ("dynamic regression" in Stata's mswitch dr). */
export function fitSwitchingRegression(
  series: RegressionSeries,
  options: EmOptions = {},
): SwitchingFit<SwitchingRegression> | null {
  const starts = switchingStarts(series.y, series.regimes, {
    randomStarts: 6,
    random: startNumbers(1),
  });
  return fitMarkovSwitching(emissionOf(series), starts, options);
}

function emissionOf(series: RegressionSeries): Emission<SwitchingRegression> {
  const { y, x, regimes } = series;
  return {
    observations: y.length,
    regimes,
    lags: 0,
    logDensities: (parameters) => logDensities(series, parameters),
    maximise(states) {
      const coefficients: number[][] = [];
      for (let s = 0; s < regimes; s++) {
        const weights = y.map((_, t) => states[t * regimes + s] ?? 0);
        const found = weightedLeastSquares(y, x, weights);
        if (!found) return null;
        coefficients.push(found);
      }
      const variances = maximisingVariances(series, states, coefficients);
      return variances.every((v) => v > 1e-12) ? { coefficients, variances } : null;
    },
  };
}

const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

function logDensities(
  { y, x, regimes }: RegressionSeries,
  { coefficients, variances }: SwitchingRegression,
): Float64Array {
  const found = new Float64Array(y.length * regimes);
  for (let t = 0; t < y.length; t++) {
    for (let s = 0; s < regimes; s++) {
      const variance = variances[s] ?? 1;
      const error = (y[t] ?? 0) - inner(x[t] ?? [], coefficients[s] ?? []);
      found[t * regimes + s] =
        -HALF_LOG_2PI - 0.5 * Math.log(variance) - (error * error) / (2 * variance);
    }
  }
  return found;
}

function maximisingVariances(
  { y, x, regimes, isVarianceSwitching }: RegressionSeries,
  states: Float64Array,
  coefficients: Matrix,
): number[] {
  const squares = zeroVector(regimes);
  const weights = zeroVector(regimes);
  for (let t = 0; t < y.length; t++) {
    for (let s = 0; s < regimes; s++) {
      const weight = states[t * regimes + s] ?? 0;
      const error = (y[t] ?? 0) - inner(x[t] ?? [], coefficients[s] ?? []);
      squares[s] = (squares[s] ?? 0) + weight * error * error;
      weights[s] = (weights[s] ?? 0) + weight;
    }
  }
  if (isVarianceSwitching) return squares.map((sum, s) => sum / (weights[s] ?? 1));
  const common = squares.reduce((a, b) => a + b, 0) / y.length;
  return squares.map(() => common);
}

/** @returns null when the weighted regressors do not determine the coefficients */
export function weightedLeastSquares(
  y: readonly number[],
  x: Matrix,
  weights: readonly number[],
): number[] | null {
  const size = x[0]?.length ?? 0;
  const normal = zeros(size, size);
  const right = zeroVector(size);
  for (const [t, row] of x.entries()) {
    const weight = weights[t] ?? 0;
    for (let i = 0; i < size; i++) {
      const wx = weight * (row[i] ?? 0);
      right[i] = (right[i] ?? 0) + wx * (y[t] ?? 0);
      const target = normal[i] ?? [];
      for (let j = 0; j < size; j++) target[j] = entry(normal, i, j) + wx * (row[j] ?? 0);
    }
  }
  return solve(normal, right);
}

function inner(a: readonly number[], b: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i] ?? 0) * (b[i] ?? 0);
  return total;
}
