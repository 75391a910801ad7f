import { minimize } from "./minimize.js";

/** h_t = omega + alpha e_(t-1)^2 + beta h_(t-1), e the residual from the mean. */
export interface Garch {
  readonly mean: number;
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
}

export interface GarchFit extends Garch {
  readonly logLikelihood: number;
  /** h_t of every observation, and of the one after the last. */
  readonly variances: readonly number[];
}

/**
 * Conditional variances; before the first observation, h and e^2 are the mean squared residual.
 *
 * @returns one more than there are observations: the last is the forecast
 * @see Fiorentini, Calzolari, Panattoni, Journal of Applied Econometrics 11 (1996), for the start
 */
export function garchVariances(series: readonly number[], model: Garch): number[] {
  const { mean, omega, alpha, beta } = model;
  const presample = series.reduce((sum, y) => sum + (y - mean) ** 2, 0) / series.length;
  const variances = [omega + (alpha + beta) * presample];
  for (const [t, y] of series.entries()) {
    variances.push(omega + alpha * (y - mean) ** 2 + beta * (variances[t] ?? 0));
  }
  return variances;
}

/**
 * GARCH(1,1) with a constant mean by Gaussian (quasi) maximum likelihood, alpha + beta < 1.
 *
 * @see Bollerslev, Journal of Econometrics 31 (1986)
 */
export function fitGarch(series: readonly number[]): GarchFit {
  const n = series.length;
  const average = series.reduce((a, b) => a + b, 0) / n;
  const variance = series.reduce((sum, y) => sum + (y - average) ** 2, 0) / n;
  const deviation = Math.sqrt(variance);
  const read = ([m = 0, w = 0, p = 0, a = 0]: readonly number[]): Garch => {
    const persistence = 1 / (1 + Math.exp(-p));
    const alpha = persistence / (1 + Math.exp(-a));
    return {
      mean: average + m * deviation,
      omega: variance * (1 - persistence) * Math.exp(w),
      alpha,
      beta: persistence - alpha,
    };
  };
  const logLikelihood = (x: readonly number[]): number => gaussian(series, read(x));
  const starts = [
    [0, 0, 3, -2],
    [0, 0, 1, -1],
    [0, 0, 4, -3],
  ];
  const found = starts
    .map((start) => minimize((x) => -logLikelihood(x), start, { tolerance: 1e-15 }))
    .reduce((a, b) => (b.value < a.value ? b : a));
  const model = read(found.at);
  return { ...model, logLikelihood: -found.value, variances: garchVariances(series, model) };
}

function gaussian(series: readonly number[], model: Garch): number {
  const variances = garchVariances(series, model);
  let total = -0.5 * series.length * Math.log(2 * Math.PI);
  for (const [t, y] of series.entries()) {
    const h = variances[t] ?? 0;
    total -= 0.5 * (Math.log(h) + (y - model.mean) ** 2 / h);
  }
  return total;
}

/** Variance k steps ahead, k >= 1: h_inf + (alpha + beta)^(k-1) (h_(t+1) - h_inf). */
export function garchForecast(fit: GarchFit, steps: number): number {
  const longRun = fit.omega / (1 - fit.alpha - fit.beta);
  const next = fit.variances.at(-1) ?? longRun;
  return longRun + (fit.alpha + fit.beta) ** (steps - 1) * (next - longRun);
}
