/** An estimated probability with its confidence interval. */
export interface ProbabilityEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Share of such intervals that hold the true value, 0.95. */
  readonly confidence: number;
  readonly method: string;
}

const Z_95 = 1.959963984540054;

/**
 * The Wilson score interval at 95 %, which stays inside 0..1 and is honest near its ends.
 *
 * It measures the sampling error of the simulation only, not the error of its assumptions.
 *
 * @see Wilson, JASA 22 (1927)
 */
export function wilsonInterval(successes: number, trials: number): ProbabilityEstimate {
  const estimate = { confidence: 0.95, method: "Wilson score" };
  if (trials === 0) return { ...estimate, value: 0, low: 0, high: 1 };
  const value = successes / trials;
  const z2 = Z_95 * Z_95;
  const scale = 1 + z2 / trials;
  const centre = (value + z2 / (2 * trials)) / scale;
  const half =
    (Z_95 / scale) * Math.sqrt((value * (1 - value)) / trials + z2 / (4 * trials * trials));
  return {
    ...estimate,
    value,
    low: successes === 0 ? 0 : centre - half,
    high: successes === trials ? 1 : centre + half,
  };
}
