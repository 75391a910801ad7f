import { choleskyFactor } from "../correlation.js";
import { type GarchFit, fitGarch } from "./garch.js";
import { entry, type Matrix, symmetric } from "./matrix.js";
import { minimize } from "./minimize.js";

/** Q_t = (1 - a - b) Qbar + a z_(t-1) z_(t-1)' + b Q_(t-1), with z_t = e_t / sqrt(h_t). */
export interface DynamicCorrelation {
  readonly a: number;
  readonly b: number;
  /** Correlation of z over the sample. */
  readonly long: Matrix;
}

export interface GarchDccFit {
  /** One for each asset. */
  readonly garch: readonly GarchFit[];
  readonly correlation: DynamicCorrelation;
  /** Q of the step after the last. */
  readonly nextQ: Matrix;
  /** Of the correlation part: -1/2 sum (ln|R| + z'R^-1 z - z'z). */
  readonly logLikelihood: number;
}

/**
 * GARCH(1,1) with dynamic conditional correlation, in two steps: each asset's GARCH, then (a, b).
 *
 * @param series assets x observations
 * @returns null when the long-run correlation is singular
 * @see Engle, Journal of Business and Economic Statistics 20 (2002)
 */
export function fitGarchDcc(series: Matrix): GarchDccFit | null {
  const garch = series.map((asset) => fitGarch(asset));
  const observations = series[0]?.length ?? 0;
  const z = Array.from({ length: observations }, (_, t) =>
    garch.map((fit, i) => (entry(series, i, t) - fit.mean) / Math.sqrt(fit.variances[t] ?? 1)),
  );
  const long = correlationOf(z);
  if (!choleskyFactor(long)) return null;
  const read = ([p = 0, s = 0]: readonly number[]): DynamicCorrelation => {
    const sum = 1 / (1 + Math.exp(-p));
    const a = sum / (1 + Math.exp(-s));
    return { a, b: sum - a, long };
  };
  const starts = [
    [3, -3],
    [1, -1],
    [-3, 0],
  ];
  const found = starts
    .map((start) => minimize((x) => -walk(z, read(x)).logLikelihood, start, { iterations: 60 }))
    .reduce((a, b) => (b.value < a.value ? b : a));
  const correlation = read(found.at);
  return { garch, correlation, nextQ: walk(z, correlation).nextQ, logLikelihood: -found.value };
}

/** Correlation matrix of rows, about their means. @param rows observations x assets */
export function correlationOf(rows: Matrix): number[][] {
  const n = rows[0]?.length ?? 0;
  const mean = Array.from(
    { length: n },
    (_, i) => rows.reduce((s, r) => s + (r[i] ?? 0), 0) / rows.length,
  );
  const moment = symmetric(n, (i, j) =>
    rows.reduce(
      (sum, row) => sum + ((row[i] ?? 0) - (mean[i] ?? 0)) * ((row[j] ?? 0) - (mean[j] ?? 0)),
      0,
    ),
  );
  return symmetric(n, (i, j) =>
    i === j ? 1 : entry(moment, i, j) / Math.sqrt(entry(moment, i, i) * entry(moment, j, j)),
  );
}

function walk(
  z: Matrix,
  { a, b, long }: DynamicCorrelation,
): { readonly logLikelihood: number; readonly nextQ: number[][] } {
  const n = long.length;
  let q = long.map((row) => [...row]);
  let logLikelihood = 0;
  for (const row of z) {
    logLikelihood += stepLikelihood(q, row);
    const before = q;
    q = symmetric(
      n,
      (i, j) =>
        (1 - a - b) * entry(long, i, j) +
        a * (row[i] ?? 0) * (row[j] ?? 0) +
        b * entry(before, i, j),
    );
  }
  return { logLikelihood, nextQ: q };
}

function stepLikelihood(q: Matrix, z: readonly number[]): number {
  const scale = q.map((row, i) => Math.sqrt(row[i] ?? 1));
  const r = symmetric(q.length, (i, j) =>
    i === j ? 1 : entry(q, i, j) / ((scale[i] ?? 1) * (scale[j] ?? 1)),
  );
  const factor = choleskyFactor(r);
  if (!factor) return Number.NEGATIVE_INFINITY;
  let logDeterminant = 0;
  let quadratic = 0;
  const y: number[] = [];
  for (const [i, row] of factor.entries()) {
    const rest = (z[i] ?? 0) - y.reduce((sum, v, j) => sum + v * (row[j] ?? 0), 0);
    const value = rest / (row[i] ?? 1);
    y.push(value);
    logDeterminant += 2 * Math.log(row[i] ?? 1);
    quadratic += value * value - (z[i] ?? 0) ** 2;
  }
  return -0.5 * (logDeterminant + quadratic);
}
