/** Mean and standard deviation of the logarithm of a yearly gross return. */
export interface LogReturn {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * The lognormal year with a given arithmetic mean and standard deviation.
 *
 * s^2 = ln(1 + sd^2 / (1 + mean)^2), m = ln(1 + mean) - s^2 / 2
 *
 * @param mean expected return a year, as a fraction, > -1
 * @param deviation standard deviation a year, as a fraction, >= 0
 */
export function logReturn(mean: number, deviation: number): LogReturn {
  const variance = Math.log1p((deviation / (1 + mean)) ** 2);
  return { mean: Math.log1p(mean) - variance / 2, deviation: Math.sqrt(variance) };
}

/** An asset of which only mean and standard deviation a year are known. */
export interface ArithmeticReturn {
  readonly expectedReturn: number;
  readonly volatility: number;
}

/**
 * Correlation of the log returns that gives the correlation `correlation` of the returns themselves:
 * ln(1 + rho v1 v2) / (s1 s2) with v = sd / (1 + mean). `correlation` where a volatility is zero.
 */
export function logCorrelation(
  correlation: number,
  a: ArithmeticReturn,
  b: ArithmeticReturn,
): number {
  const va = a.volatility / (1 + a.expectedReturn);
  const vb = b.volatility / (1 + b.expectedReturn);
  if (va === 0 || vb === 0) return correlation;
  return Math.log1p(correlation * va * vb) / Math.sqrt(Math.log1p(va * va) * Math.log1p(vb * vb));
}
