/** @param values at least one */
export function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Mean of (a - mean a)(b - mean b) over n - 1. @param a at least two, as many as `b` */
export function covariance(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const total = a.reduce((sum, value, i) => sum + (value - meanA) * ((b[i] ?? 0) - meanB), 0);
  return total / (a.length - 1);
}

/**
 * Standard deviation of a sample (n - 1). Observations that are all the same give exactly 0: a mean
 * that is off by its last bit is no variation.
 *
 * @param values at least two
 */
export function sampleDeviation(values: readonly number[]): number {
  const [first] = values;
  if (values.every((value) => value === first)) return 0;
  return Math.sqrt(covariance(values, values));
}

/** Mean, population deviation (n), skewness and excess kurtosis of `values`. */
export function moments(values: readonly number[]): {
  readonly mean: number;
  readonly deviation: number;
  readonly skewness: number;
  readonly excessKurtosis: number;
} {
  const center = mean(values);
  const central = (power: number) => mean(values.map((value) => (value - center) ** power));
  const deviation = sampleDeviation(values) === 0 ? 0 : Math.sqrt(central(2));
  if (deviation === 0) return { mean: center, deviation, skewness: 0, excessKurtosis: 0 };
  return {
    mean: center,
    deviation,
    skewness: central(3) / deviation ** 3,
    excessKurtosis: central(4) / deviation ** 4 - 3,
  };
}

/**
 * The quantile with linear interpolation at h = (n - 1) p.
 *
 * CHOICE: type 7 of the nine in use, the default of R and NumPy.
 *
 * @param values at least one, any order
 * @param p 0 to 1
 * @see Hyndman and Fan, Sample Quantiles in Statistical Packages, American Statistician 50 (1996)
 */
export function quantile(values: readonly number[], p: number): number {
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * p;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? low;
  return low + (high - low) * (place - Math.floor(place));
}

/** Density of the standard normal distribution. */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
