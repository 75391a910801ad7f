import { digits } from "./hamiltonFilter.js";
import {
  type Emission,
  type EmOptions,
  fitMarkovSwitching,
  type SwitchingFit,
} from "./markovSwitching.js";
import { switchingStarts, startNumbers } from "./switchingStarts.js";
import { weightedLeastSquares } from "./switchingRegression.js";
import { zeroVector } from "./matrix.js";

/** y_t - m_(s_t) = sum phi_k (y_(t-k) - m_(s_(t-k))) + e, e normal. */
export interface SwitchingAutoregression {
  readonly means: readonly number[];
  readonly phi: readonly number[];
  readonly variance: number;
}

export interface AutoregressionSeries {
  readonly y: readonly number[];
  readonly order: number;
  readonly regimes: number;
}

/**
 * Autoregression in deviations from a mean that switches: the state is the tuple of the last
 * `order + 1` regimes. The first `order` values are given, not explained.
 *
 * @see Hamilton, Econometrica 57 (1989), on the growth of US GNP
 */
export function fitSwitchingAutoregression(
  series: AutoregressionSeries,
  options: EmOptions = {},
): SwitchingFit<SwitchingAutoregression> | null {
  const explained = series.y.slice(series.order);
  const starts = switchingStarts(explained, series.regimes, {
    randomStarts: 6,
    random: startNumbers(1),
  });
  return fitMarkovSwitching(emissionOf(series), starts, options);
}

/** One (observation, state): y, its lags, and the regimes of both. */
interface Cell {
  readonly y: number;
  readonly earlier: readonly number[];
  readonly tuple: readonly number[];
}

function emissionOf(series: AutoregressionSeries): Emission<SwitchingAutoregression> {
  const { y, order, regimes } = series;
  const tuples = Array.from({ length: regimes ** (order + 1) }, (_, i) =>
    digits(i, regimes, order + 1),
  );
  const cells: Cell[] = [];
  for (let t = order; t < y.length; t++) {
    const earlier = Array.from({ length: order }, (_, k) => y[t - k - 1] ?? 0);
    for (const tuple of tuples) cells.push({ y: y[t] ?? 0, earlier, tuple });
  }
  const observations = y.length - order;
  return {
    observations,
    regimes,
    lags: order,
    logDensities({ means, phi, variance }) {
      const constant = -0.5 * Math.log(2 * Math.PI * variance);
      return Float64Array.from(cells, (cell) => {
        const error = errorOf(cell, means, phi);
        return constant - (error * error) / (2 * variance);
      });
    },
    maximise(states, current) {
      let phi = current?.phi ?? zeroVector(order);
      const means = maximisingMeans(cells, { states, phi, regimes });
      if (!means) return null;
      phi = maximisingPhi(cells, { states, means }) ?? phi;
      let squares = 0;
      for (const [i, cell] of cells.entries()) {
        squares += (states[i] ?? 0) * errorOf(cell, means, phi) ** 2;
      }
      const variance = squares / observations;
      return variance > 1e-12 ? { means, phi, variance } : null;
    },
  };
}

function errorOf(cell: Cell, means: readonly number[], phi: readonly number[]): number {
  let error = cell.y - (means[cell.tuple[0] ?? 0] ?? 0);
  for (let k = 0; k < phi.length; k++) {
    error -= (phi[k] ?? 0) * ((cell.earlier[k] ?? 0) - (means[cell.tuple[k + 1] ?? 0] ?? 0));
  }
  return error;
}

/** Given phi, y_t - sum phi y_(t-k) is linear in the means. */
function maximisingMeans(
  cells: readonly Cell[],
  given: {
    readonly states: Float64Array;
    readonly phi: readonly number[];
    readonly regimes: number;
  },
): number[] | null {
  const { states, phi, regimes } = given;
  const y: number[] = [];
  const x: number[][] = [];
  for (const { y: value, earlier, tuple } of cells) {
    const row = zeroVector(regimes);
    row[tuple[0] ?? 0] = 1;
    let rest = value;
    for (let k = 0; k < phi.length; k++) {
      const s = tuple[k + 1] ?? 0;
      row[s] = (row[s] ?? 0) - (phi[k] ?? 0);
      rest -= (phi[k] ?? 0) * (earlier[k] ?? 0);
    }
    y.push(rest);
    x.push(row);
  }
  return weightedLeastSquares(y, x, Array.from(states));
}

/** Given the means, the deviations are a regression on their lags. */
function maximisingPhi(
  cells: readonly Cell[],
  { states, means }: { readonly states: Float64Array; readonly means: readonly number[] },
): number[] | null {
  const deviation = (value: number, s: number | undefined): number => value - (means[s ?? 0] ?? 0);
  const y = cells.map((cell) => deviation(cell.y, cell.tuple[0]));
  const x = cells.map((cell) => cell.earlier.map((v, k) => deviation(v, cell.tuple[k + 1])));
  return weightedLeastSquares(y, x, Array.from(states));
}
