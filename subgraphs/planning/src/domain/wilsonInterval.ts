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

/** Successes of mirrored pairs of paths. */
export interface PairCounts {
  /** Of all paths, two a pair. */
  readonly successes: number;
  /** Pairs in which both succeed. */
  readonly both: number;
  readonly pairs: number;
}

/**
 * The interval of a probability from antithetic pairs: the pair is the observation, and its mean
 * (0, 1/2 or 1) has the variance that the interval is made of. It is Wilson's for as many independent
 * trials as would have that variance.
 *
 * Pairs that agree can be so rare that a sample holds none: the variance is taken as if one more pair
 * had succeeded and one more had failed together, so that it is never too small to be believed.
 *
 * @see Owen, Monte Carlo theory, methods and examples (2013), 8.2; Agresti, Coull, The American
 * Statistician 52 (1998), for the two more
 */
export function pairedInterval({ successes, both, pairs }: PairCounts): ProbabilityEstimate {
  const method = "Wilson score of antithetic pairs";
  if (pairs === 0) return { ...wilsonInterval(0, 0), method };
  const p = successes / (2 * pairs);
  const one = successes - 2 * both;
  const [more, middle] = [pairs + 2, (successes / 2 + 1) / (pairs + 2)];
  const variance = (both + 1 + one / 4) / more - middle * middle;
  const trials = (middle * (1 - middle) * pairs) / variance;
  return { ...wilsonInterval(p * trials, trials), value: p, method };
}
