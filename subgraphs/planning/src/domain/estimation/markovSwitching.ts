import { invariant } from "@wealthgraph/kernel/refusal";
import { hamiltonFilter, kimSmoother, regimeProbabilities } from "./hamiltonFilter.js";
import { maximisingTransition } from "./markovChain.js";
import type { Matrix } from "./matrix.js";

/** What y is, given the regimes: the part of a switching model that EM asks of the model. */
export interface Emission<Parameters> {
  readonly observations: number;
  readonly regimes: number;
  /** Earlier regimes that y_t depends on. */
  readonly lags: number;
  /** ln f(y_t | state), observations x regimes^(lags + 1). @see SwitchingDensities */
  logDensities(parameters: Parameters): Float64Array;
  /**
   * The M step: parameters that do not lower the expected log likelihood.
   *
   * @param states Pr(state at t | all y), observations x regimes^(lags + 1)
   * @returns null when a regime has too little left to estimate it from
   */
  maximise(states: Float64Array, current: Parameters | null): Parameters | null;
}

export interface SwitchingFit<Parameters> {
  readonly parameters: Parameters;
  readonly transition: Matrix;
  readonly logLikelihood: number;
  /** Of every EM step of the start that won; never falls. */
  readonly logLikelihoods: readonly number[];
  /** Pr(regime at t | all y), observations x regimes, row-major. */
  readonly smoothed: Float64Array;
  /** Pr(regime at t | y up to t). */
  readonly filtered: Float64Array;
}

export interface EmOptions {
  /** Steps that every start gets; the best goes on alone. */
  readonly trialSteps?: number;
  readonly stepsMax?: number;
  /** Stops when a step gains less than this share of the log likelihood. */
  readonly tolerance?: number;
}

interface Point<Parameters> {
  readonly parameters: Parameters;
  readonly transition: Matrix;
}

/**
 * Fits a Markov-switching model by EM: Hamilton filter, Kim smoother, M step, from several starts.
 *
 * The chain starts in its stationary distribution, and the M step knows it: every step is a true EM
 * step and the log likelihood cannot fall.
 *
 * @param starts for each start Pr(regime at t), observations x regimes
 * @returns null when no start holds all its regimes
 * @see Hamilton, Journal of Econometrics 45 (1990)
 */
export function fitMarkovSwitching<Parameters>(
  emission: Emission<Parameters>,
  starts: readonly Float64Array[],
  { trialSteps = 100, stepsMax = 5_000, tolerance = 1e-12 }: EmOptions = {},
): SwitchingFit<Parameters> | null {
  let best: Trace<Parameters> | null = null;
  for (const start of starts) {
    const from = firstPoint(emission, start);
    const trace = from && climb(emission, from, { steps: trialSteps, tolerance });
    if (trace && (!best || trace.logLikelihood > best.logLikelihood)) best = trace;
  }
  if (!best) return null;
  const rest = climb(emission, best.point, { steps: stepsMax, tolerance });
  if (!rest) return null;
  const { parameters, transition } = rest.point;
  const { observations, regimes, lags } = emission;
  const model = { observations, regimes, lags, logDensities: emission.logDensities(parameters) };
  const filter = hamiltonFilter(model, transition);
  const smoother = kimSmoother(model, transition, filter);
  return {
    parameters,
    transition,
    logLikelihood: filter.logLikelihood,
    logLikelihoods: [...best.logLikelihoods, ...rest.logLikelihoods],
    smoothed: regimeProbabilities(model, smoother.states),
    filtered: regimeProbabilities(model, filter.filtered),
  };
}

interface Trace<Parameters> {
  readonly point: Point<Parameters>;
  readonly logLikelihood: number;
  readonly logLikelihoods: readonly number[];
}

function climb<Parameters>(
  emission: Emission<Parameters>,
  from: Point<Parameters>,
  { steps, tolerance }: { readonly steps: number; readonly tolerance: number },
): Trace<Parameters> | null {
  const { observations, regimes, lags } = emission;
  let point = from;
  const logLikelihoods: number[] = [];
  for (let step = 0; step < steps; step++) {
    const logDensities = emission.logDensities(point.parameters);
    const model = { observations, regimes, lags, logDensities };
    const filter = hamiltonFilter(model, point.transition);
    if (!Number.isFinite(filter.logLikelihood)) return null;
    const before = logLikelihoods.at(-1) ?? Number.NEGATIVE_INFINITY;
    logLikelihoods.push(filter.logLikelihood);
    if (filter.logLikelihood - before <= tolerance * Math.abs(filter.logLikelihood)) break;
    const { states, expected } = kimSmoother(model, point.transition, filter);
    const parameters = emission.maximise(states, point.parameters);
    if (!parameters) return null;
    point = { parameters, transition: maximisingTransition(expected, point.transition) };
  }
  const logLikelihood = logLikelihoods.at(-1);
  invariant(logLikelihood !== undefined, "a climb takes at least one step");
  return { point, logLikelihood, logLikelihoods };
}

/** Parameters of a start's regimes, which are taken to last. */
function firstPoint<Parameters>(
  emission: Emission<Parameters>,
  start: Float64Array,
): Point<Parameters> | null {
  const { regimes, lags, observations } = emission;
  const size = regimes ** (lags + 1);
  // earlier regimes of a tuple: as if they were today's
  const states = new Float64Array(observations * size);
  for (let t = 0; t < observations; t++) {
    for (let s = 0; s < regimes; s++) {
      const constant = lags === 0 ? s : (s * (size - 1)) / (regimes - 1);
      states[t * size + constant] = start[t * regimes + s] ?? 0;
    }
  }
  const parameters = emission.maximise(states, null);
  const stay = 0.85;
  const transition = Array.from({ length: regimes }, (_, i) =>
    Array.from({ length: regimes }, (__, j) => (i === j ? stay : (1 - stay) / (regimes - 1))),
  );
  return parameters && { parameters, transition };
}
