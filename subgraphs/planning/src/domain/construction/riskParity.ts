import { entry, type Matrix } from "../estimation/matrix.js";
import { at, dot } from "./quadraticProgram.js";

const SWEEPS_MAX = 5_000;
const EXACT = 1e-12;

/** Share of each asset in the variance of a portfolio: w_i (Sigma w)_i / w'Sigma w; they sum to 1. */
export function riskShares(covariance: Matrix, weights: readonly number[]): number[] {
  const parts = covariance.map((row, i) => at(weights, i) * dot(row, weights));
  const variance = parts.reduce((a, b) => a + b, 0);
  return parts.map((part) => part / variance);
}

/**
 * The one long-only portfolio whose assets have the given shares of its variance.
 *
 * Minimises x'Sigma x / 2 - sum of b_i ln x_i by cyclical coordinate descent, which converges for any
 * positive definite covariance; the weights are x over its sum.
 *
 * @param budgets shares of the variance; > 0, sum to 1
 * @returns null when the shares are not met within 10^-12 after 5,000 sweeps
 * @see Griveau-Billion, Richard, Roncalli, "A fast algorithm for computing high-dimensional risk
 *   parity portfolios" (2013)
 */
export function riskParity(covariance: Matrix, budgets: readonly number[]): number[] | null {
  const x = covariance.map((row, i) => Math.sqrt(at(budgets, i) / at(row, i)));
  for (let sweep = 0; sweep < SWEEPS_MAX; sweep++) {
    for (let i = 0; i < x.length; i++) {
      const variance = entry(covariance, i, i);
      const others = dot(covariance[i] ?? [], x) - variance * at(x, i);
      const root = Math.sqrt(others * others + 4 * variance * at(budgets, i));
      // the form without cancellation
      x[i] = others > 0 ? (2 * at(budgets, i)) / (others + root) : (root - others) / (2 * variance);
    }
    const shares = riskShares(covariance, x);
    if (shares.every((share, i) => Math.abs(share - at(budgets, i)) <= EXACT)) {
      const total = x.reduce((a, b) => a + b, 0);
      return x.map((v) => v / total);
    }
  }
  return null;
}
