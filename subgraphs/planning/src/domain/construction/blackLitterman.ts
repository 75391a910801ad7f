import { entry, type Matrix, solve, symmetric } from "../estimation/matrix.js";
import { requireWeights } from "./portfolioConstraints.js";
import { at, dot } from "./quadraticProgram.js";
import { refuseInput, requireRange } from "./refuseConstruction.js";
import type { ReturnEstimates } from "./returnEstimates.js";

/** "These assets in these proportions return this much a year", with an error. */
export interface View {
  /** In the order of the assets; sums to 1 for an absolute view, to 0 for a relative one. */
  readonly pick: readonly number[];
  /** Nominal, a year, a fraction; of a relative view the difference. */
  readonly expectedReturn: number;
  /** Standard error of the view, a fraction a year; null: tau times the variance of what is picked. */
  readonly standardError: number | null;
}

export interface BlackLitterman {
  /** Of the market as a whole; sums to 1. */
  readonly marketWeights: readonly number[];
  /** Delta, the market's price of variance. */
  readonly riskAversion: number;
  /** Uncertainty of the equilibrium means as a share of the covariance. */
  readonly tau: number;
  readonly views: readonly View[];
}

const SOURCE =
  "Black and Litterman (1992) as in He and Litterman (1999): equilibrium returns of the market weights, and the views";

/**
 * Posterior means and covariance of returns: the means of `prior` are replaced by those at which the
 * market weights are optimal, then moved by the views.
 *
 * Excess returns inside; the risk-free rate is added at the end, and taken off a view by the sum of
 * its pick, so that views are stated as people state them.
 *
 * @returns estimates whose mean covariance is the posterior's, ((tau Sigma)^-1 + P'Omega^-1 P)^-1
 * @throws {Refusal} CONSTRUCTION_INPUT_INVALID for weights not summing to 1, a tau or delta out of range, views that contradict
 * @see He, Litterman, "The intuition behind Black-Litterman model portfolios", Goldman Sachs (1999)
 */
export function blackLitterman(prior: ReturnEstimates, given: BlackLitterman): ReturnEstimates {
  requireGiven(prior, given);
  const { covariance, riskFreeRate } = prior;
  const { riskAversion, tau, views, marketWeights } = given;
  const equilibrium = covariance.map((row) => riskAversion * dot(row, marketWeights));
  // tau Sigma P', a column a view
  const spread = views.map(({ pick }) => covariance.map((row) => tau * dot(row, pick)));
  const inner = symmetric(views.length, (i, j) => {
    const shared = dot(views[i]?.pick ?? [], spread[j] ?? []);
    return i === j ? shared + (views[i]?.standardError ?? Math.sqrt(shared)) ** 2 : shared;
  });
  const surprise = views.map(
    ({ pick, expectedReturn }) =>
      expectedReturn - riskFreeRate * pick.reduce((a, b) => a + b, 0) - dot(pick, equilibrium),
  );
  const moves = solved(inner, surprise);
  const means = equilibrium.map(
    (pi, i) => riskFreeRate + pi + spread.reduce((sum, s, k) => sum + at(s, i) * at(moves, k), 0),
  );
  const gains = covariance.map((_, j) =>
    solved(
      inner,
      spread.map((s) => at(s, j)),
    ),
  );
  const meanCovariance = symmetric(
    means.length,
    (i, j) =>
      tau * entry(covariance, i, j) -
      spread.reduce((sum, s, k) => sum + at(s, i) * entry(gains, j, k), 0),
  );
  return posterior(prior, means, meanCovariance);
}

function posterior(
  prior: ReturnEstimates,
  means: readonly number[],
  meanCovariance: Matrix,
): ReturnEstimates {
  const covariance = symmetric(
    means.length,
    (i, j) => entry(prior.covariance, i, j) + entry(meanCovariance, i, j),
  );
  return {
    ...prior,
    assets: prior.assets.map((asset, i) => ({
      name: asset.name,
      expectedReturn: at(means, i),
      standardError: Math.sqrt(Math.max(0, entry(meanCovariance, i, i))),
      volatility: Math.sqrt(entry(covariance, i, i)),
      source: SOURCE,
    })),
    covariance,
    meanCovariance,
    sample: null,
    source: `${SOURCE}; covariance: ${prior.source}`,
    remarks: [
      ...prior.remarks,
      "Standard errors of the means are those of the posterior: of the model, given tau and the views.",
    ],
  };
}

function solved(matrix: Matrix, right: readonly number[]): readonly number[] {
  const solution = solve(matrix, right);
  if (solution) return solution;
  return refuseInput("views", "two views say the same without an error of their own");
}

function requireGiven(prior: ReturnEstimates, given: BlackLitterman): void {
  requireRange("riskAversion", given.riskAversion, [0.01, 1_000]);
  requireRange("tau", given.tau, [1e-6, 10]);
  requireWeights("marketWeights", given.marketWeights);
  if (given.views.length > prior.assets.length) {
    refuseInput("views", `at most one view an asset (asked: ${given.views.length})`, {
      asked: given.views.length,
      max: prior.assets.length,
    });
  }
  for (const { pick, expectedReturn, standardError } of given.views) {
    requireRange("expectedReturn of a view", expectedReturn, [-5, 5]);
    if (standardError !== null) requireRange("standardError of a view", standardError, [1e-6, 5]);
    if (!pick.some((v) => v !== 0)) refuseInput("views", "a view is about at least one asset");
  }
}
