import { entry, type Matrix } from "./matrix.js";
import { type ExpectedMoves, stationaryDistribution } from "./markovChain.js";

/**
 * What is filtered. The state at t is the tuple (s_t, s_(t-1) … s_(t-lags)) of regimes, numbered
 * s_t + K s_(t-1) + K^2 s_(t-2) …; without lags it is the regime itself.
 */
export interface SwitchingDensities {
  readonly observations: number;
  readonly regimes: number;
  readonly lags: number;
  /** ln f(y_t | state), observations x states, row-major. */
  readonly logDensities: Float64Array;
}

export interface Filtered {
  readonly logLikelihood: number;
  /** Pr(state at t | y up to t - 1), observations x states. */
  readonly predicted: Float64Array;
  /** Pr(state at t | y up to t). */
  readonly filtered: Float64Array;
}

/**
 * The Hamilton filter, started at the chain's stationary distribution; densities are taken relative
 * to each month's largest, so that none underflows.
 *
 * @see Hamilton, Econometrica 57 (1989); Time Series Analysis (1994), chapter 22
 */
export function hamiltonFilter(model: SwitchingDensities, transition: Matrix): Filtered {
  const { observations, regimes, lags, logDensities } = model;
  const states = regimes ** (lags + 1);
  const inner = regimes ** lags;
  const predicted = new Float64Array(observations * states);
  const filtered = new Float64Array(observations * states);
  predicted.set(initialStates(transition, lags));
  let logLikelihood = 0;
  for (let t = 0; t < observations; t++) {
    const at = t * states;
    const now = filtered.subarray(at, at + states);
    now.set(logDensities.subarray(at, at + states));
    logLikelihood += update(now, predicted.subarray(at, at + states));
    if (t + 1 === observations) continue;
    predict(now, { transition, inner, next: predicted.subarray(at + states, at + 2 * states) });
  }
  return { logLikelihood, predicted, filtered };
}

/** Turns log densities into probabilities given y_t. @returns ln f(y_t | y up to t - 1) */
function update(logDensities: Float64Array, predicted: Float64Array): number {
  const top = logDensities.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let i = 0; i < predicted.length; i++) {
    const joint = (predicted[i] ?? 0) * Math.exp((logDensities[i] ?? 0) - top);
    logDensities[i] = joint;
    sum += joint;
  }
  for (let i = 0; i < predicted.length; i++) logDensities[i] = (logDensities[i] ?? 0) / sum;
  return Math.log(sum) + top;
}

/** @param inner states of all but the oldest regime of a tuple */
function predict(
  now: Float64Array,
  to: { readonly transition: Matrix; readonly inner: number; readonly next: Float64Array },
): void {
  const regimes = to.transition.length;
  for (let i = 0; i < now.length; i++) {
    const row = to.transition[i % regimes] ?? [];
    const next = regimes * (i % to.inner);
    for (let s = 0; s < regimes; s++) {
      to.next[next + s] = (to.next[next + s] ?? 0) + (now[i] ?? 0) * (row[s] ?? 0);
    }
  }
}

export interface Smoothed {
  /** Pr(state at t | all y), observations x states. */
  readonly states: Float64Array;
  /** Moves within the first observation's tuple included. */
  readonly expected: ExpectedMoves;
}

/** The Kim smoother. @see Kim, Journal of Econometrics 60 (1994) */
export function kimSmoother(
  model: SwitchingDensities,
  transition: Matrix,
  { predicted, filtered }: Filtered,
): Smoothed {
  const { observations, regimes, lags } = model;
  const size = regimes ** (lags + 1);
  const smoothed = filtered.slice();
  const moves = transition.map((row) => row.map(() => 0));
  const ratio = new Float64Array(size);
  for (let t = observations - 2; t >= 0; t--) {
    const at = t * size;
    for (let i = 0; i < size; i++) {
      const forecast = predicted[at + size + i] ?? 0;
      ratio[i] = forecast > 0 ? (smoothed[at + size + i] ?? 0) / forecast : 0;
    }
    smoothBack(smoothed.subarray(at, at + size), { transition, ratio, moves });
  }
  const starts = transition.map(() => 0);
  for (let i = 0; i < size; i++) {
    countTuple(digits(i, regimes, lags + 1), smoothed[i] ?? 0, { moves, starts });
  }
  return { states: smoothed, expected: { moves, starts } };
}

/** Turns the filtered probabilities of one observation into smoothed ones, and counts the moves. */
function smoothBack(
  now: Float64Array,
  from: {
    readonly transition: Matrix;
    readonly ratio: Float64Array;
    readonly moves: readonly number[][];
  },
): void {
  const regimes = from.transition.length;
  const inner = now.length / regimes;
  for (let i = 0; i < now.length; i++) {
    const row = from.transition[i % regimes] ?? [];
    const counts = from.moves[i % regimes] ?? [];
    const next = regimes * (i % inner);
    let total = 0;
    for (let s = 0; s < regimes; s++) {
      const joint = (now[i] ?? 0) * (row[s] ?? 0) * (from.ratio[next + s] ?? 0);
      counts[s] = (counts[s] ?? 0) + joint;
      total += joint;
    }
    now[i] = total;
  }
}

/** Counts the start and the moves that lie within the first observation's tuple, newest first. */
function countTuple(
  tuple: readonly number[],
  probability: number,
  to: { readonly moves: readonly number[][]; readonly starts: number[] },
): void {
  const first = tuple.at(-1) ?? 0;
  to.starts[first] = (to.starts[first] ?? 0) + probability;
  for (let k = tuple.length - 1; k > 0; k--) {
    const counts = to.moves[tuple[k] ?? 0] ?? [];
    const next = tuple[k - 1] ?? 0;
    counts[next] = (counts[next] ?? 0) + probability;
  }
}

/** Regimes of a state: s_t, s_(t-1) … */
export function digits(state: number, regimes: number, length: number): number[] {
  return Array.from({ length }, (_, k) => Math.floor(state / regimes ** k) % regimes);
}

/** @returns Pr(regime at t), observations x regimes, of probabilities of states */
export function regimeProbabilities(
  { observations, regimes, lags }: Omit<SwitchingDensities, "logDensities">,
  states: Float64Array,
): Float64Array {
  if (lags === 0) return states;
  const size = regimes ** (lags + 1);
  const found = new Float64Array(observations * regimes);
  for (let i = 0; i < states.length; i++) {
    const at = Math.floor(i / size) * regimes + (i % regimes);
    found[at] = (found[at] ?? 0) + (states[i] ?? 0);
  }
  return found;
}

function initialStates(transition: Matrix, lags: number): Float64Array {
  const regimes = transition.length;
  const start = stationaryDistribution(transition);
  return Float64Array.from({ length: regimes ** (lags + 1) }, (_, i) => {
    const tuple = digits(i, regimes, lags + 1);
    let probability = start[tuple[lags] ?? 0] ?? 0;
    for (let k = lags; k > 0; k--) {
      probability *= entry(transition, tuple[k] ?? 0, tuple[k - 1] ?? 0);
    }
    return probability;
  });
}
