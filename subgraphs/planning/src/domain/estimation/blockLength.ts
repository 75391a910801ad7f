/** Mean block lengths that minimise the asymptotic error of the bootstrap's variance of the mean. */
export interface BlockLength {
  readonly stationary: number;
  readonly circular: number;
}

/**
 * The automatic block length of Politis and White with the correction of Patton, Politis and White.
 *
 * @param series at least 20 values; several series of one history share the longest of their lengths
 * @see Politis, White, Econometric Reviews 23 (2004); Patton, Politis, White, ibid. 28 (2009)
 */
export function blockLength(series: readonly number[]): BlockLength {
  const n = series.length;
  const mean = series.reduce((a, b) => a + b, 0) / n;
  const x = series.map((v) => v - mean);
  const run = Math.max(5, Math.floor(Math.log10(n)));
  const lagsMax = Math.ceil(Math.sqrt(n)) + run;
  const covariance = Array.from({ length: lagsMax + 1 }, (_, lag) => autocovariance(x, lag));
  if (!(covariance[0] && covariance[0] > 0)) return { stationary: 1, circular: 1 };
  const last = Math.min(2 * Math.max(lastLag(x, run, lagsMax), 1), lagsMax);
  let long = covariance[0];
  let slope = 0;
  for (let lag = 1; lag <= last; lag++) {
    const weighted = flatTop(lag / last) * (covariance[lag] ?? 0);
    long += 2 * weighted;
    slope += 2 * lag * weighted;
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  const length = (constant: number): number =>
    Math.max(
      1,
      Math.min(((2 * slope ** 2) / (constant * long ** 2)) ** (1 / 3) * n ** (1 / 3), longest),
    );
  return { stationary: length(2), circular: length(4 / 3) };
}

const autocovariance = (x: readonly number[], lag: number): number =>
  x.slice(lag).reduce((sum, v, t) => sum + v * (x[t] ?? 0), 0) / x.length;

/** 1 up to a half, then falling to 0 at 1. */
const flatTop = (share: number): number => Math.min(1, 2 * (1 - share));

/**
 * The first of the first `run` autocorrelations in a row that are no more than noise, as in the authors'
 * own program (the paper counts one less); without such a run, the last that is more.
 */
function lastLag(x: readonly number[], run: number, lagsMax: number): number {
  const n = x.length;
  const critical = 2 * Math.sqrt(Math.log10(n) / n);
  let quiet = 0;
  let last = 0;
  for (let lag = 1; lag <= lagsMax; lag++) {
    const isQuiet = Math.abs(autocorrelation(x, lag)) < critical;
    quiet = isQuiet ? quiet + 1 : 0;
    if (quiet === run) return lag - run + 1;
    if (!isQuiet) last = lag;
  }
  return last;
}

/** Of the two overlapping parts, each by its own length. */
function autocorrelation(x: readonly number[], lag: number): number {
  let product = 0;
  let early = 0;
  let late = 0;
  for (let t = lag; t < x.length; t++) {
    const [a, b] = [x[t] ?? 0, x[t - lag] ?? 0];
    product += a * b;
    late += a * a;
    early += b * b;
  }
  return product / Math.sqrt(early * late);
}
