import { entry, type Matrix, symmetric, trace } from "./matrix.js";

export interface ShrunkCovariance {
  /** assets x assets, divisor n. */
  readonly covariance: number[][];
  /** 0 (the sample's) to 1 (the target). */
  readonly shrinkage: number;
}

/** Observations x assets about their means, and the covariance with divisor n. */
function centred(returns: Matrix): { readonly x: Matrix; readonly sample: number[][] } {
  const n = returns.length;
  const assets = returns[0]?.length ?? 0;
  const mean = Array.from(
    { length: assets },
    (_, i) => returns.reduce((sum, row) => sum + (row[i] ?? 0), 0) / n,
  );
  const x = returns.map((row) => row.map((v, i) => v - (mean[i] ?? 0)));
  return {
    x,
    sample: symmetric(assets, (i, j) => meanOf(x, (row) => (row[i] ?? 0) * (row[j] ?? 0))),
  };
}

const meanOf = (x: Matrix, of: (row: readonly number[]) => number): number =>
  x.reduce((sum, row) => sum + of(row), 0) / x.length;

const squaredNorm = (a: Matrix, b: Matrix): number =>
  a.reduce((sum, row, i) => sum + row.reduce((s, v, j) => s + (v - entry(b, i, j)) ** 2, 0), 0);

function mixed(sample: Matrix, target: Matrix, shrinkage: number): ShrunkCovariance {
  const covariance = symmetric(
    sample.length,
    (i, j) => shrinkage * entry(target, i, j) + (1 - shrinkage) * entry(sample, i, j),
  );
  return { covariance, shrinkage };
}

/**
 * Ledoit-Wolf shrinkage towards the identity times the mean variance.
 *
 * @param returns observations x assets
 * @see Ledoit, Wolf, Journal of Multivariate Analysis 88 (2004)
 */
export function ledoitWolfIdentity(returns: Matrix): ShrunkCovariance {
  const { x, sample } = centred(returns);
  const level = trace(sample) / sample.length;
  const target = symmetric(sample.length, (i, j) => (i === j ? level : 0));
  const distance = squaredNorm(sample, target);
  // ||x x' - S||^2 = |x|^4 - 2 x'S x + ||S||^2, summed over the observations
  const fourth = meanOf(x, (row) => row.reduce((sum, v) => sum + v * v, 0) ** 2);
  const own = squaredNorm(
    sample,
    symmetric(sample.length, () => 0),
  );
  const noise = Math.min(distance, (fourth - own) / x.length);
  return mixed(sample, target, distance === 0 ? 0 : noise / distance);
}

/**
 * Ledoit-Wolf shrinkage towards the constant correlation: each asset's variance, one mean correlation.
 *
 * @param returns observations x assets
 * @see Ledoit, Wolf, "Honey, I shrunk the sample covariance matrix", Journal of Portfolio Management 30 (2004)
 */
export function ledoitWolfConstantCorrelation(returns: Matrix): ShrunkCovariance {
  const { x, sample } = centred(returns);
  const n = sample.length;
  const deviation = sample.map((row, i) => Math.sqrt(row[i] ?? 0));
  let correlations = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      correlations += entry(sample, i, j) / ((deviation[i] ?? 1) * (deviation[j] ?? 1));
    }
  }
  const mean = n > 1 ? (2 * correlations) / (n * (n - 1)) : 0;
  const target = symmetric(n, (i, j) =>
    i === j ? entry(sample, i, i) : mean * (deviation[i] ?? 0) * (deviation[j] ?? 0),
  );
  const { pi, rho } = asymptotics(x, { sample, deviation, mean });
  const gamma = squaredNorm(sample, target);
  const kappa = gamma === 0 ? 0 : (pi - rho) / gamma;
  return mixed(sample, target, Math.max(0, Math.min(1, kappa / x.length)));
}

/** Sums of the asymptotic variances of s_ij (pi) and covariances of f_ij with s_ij (rho). */
function asymptotics(
  x: Matrix,
  given: { readonly sample: Matrix; readonly deviation: readonly number[]; readonly mean: number },
): { readonly pi: number; readonly rho: number } {
  const { sample, deviation, mean } = given;
  let pi = 0;
  let rho = 0;
  for (let i = 0; i < sample.length; i++) {
    for (let j = 0; j < sample.length; j++) {
      const s = entry(sample, i, j);
      const variance = meanOf(x, (row) => ((row[i] ?? 0) * (row[j] ?? 0)) ** 2) - s * s;
      pi += variance;
      if (i === j) {
        rho += variance;
        continue;
      }
      // theta_ii,ij: covariance of s_ii with s_ij
      const theta =
        meanOf(x, (row) => (row[i] ?? 0) ** 3 * (row[j] ?? 0)) - entry(sample, i, i) * s;
      rho += mean * ((deviation[j] ?? 0) / (deviation[i] ?? 1)) * theta;
    }
  }
  return { pi, rho };
}
