import { entry, type Matrix, solve, zeros } from "./matrix.js";
import { minimize } from "./minimize.js";

/**
 * The stationary distribution of a transition matrix, P[i][j] = Pr(next is j | now i).
 *
 * @returns as many probabilities as there are regimes; uniform where the chain has none of its own
 */
export function stationaryDistribution(transition: Matrix): number[] {
  const n = transition.length;
  // (I - P') pi = 0 with the last equation replaced by: they sum to one
  const system = zeros(n, n).map((row, i) =>
    row.map((_, j) => (i === n - 1 ? 1 : (i === j ? 1 : 0) - entry(transition, j, i))),
  );
  const right = Array.from({ length: n }, (_, i) => (i === n - 1 ? 1 : 0));
  const found = solve(system, right);
  if (!found || found.some((p) => !(p >= -1e-9))) return right.map(() => 1 / n);
  return found.map((p) => Math.max(p, 0));
}

/** @returns months (or whatever a step is) a regime lasts on average: 1 / (1 - p_ii) */
export const expectedDurations = (transition: Matrix): number[] =>
  transition.map((row, i) => 1 / (1 - (row[i] ?? 0)));

/** What the smoother expects to have been: moves from i to j, and starts in i. */
export interface ExpectedMoves {
  readonly moves: Matrix;
  readonly starts: readonly number[];
}

/**
 * The transition matrix that maximises sum N_ij ln P_ij + sum n_i ln pi_i(P): the M step of a chain
 * that starts in its stationary distribution, so that the likelihood cannot fall.
 *
 * @param current where the search starts
 */
export function maximisingTransition(expected: ExpectedMoves, current: Matrix): number[][] {
  const objective = (p: Matrix): number => {
    const pi = stationaryDistribution(p);
    let total = 0;
    for (const [i, row] of p.entries()) {
      for (const [j, value] of row.entries()) {
        const count = entry(expected.moves, i, j);
        if (count > 0) total += count * Math.log(value);
      }
      const start = expected.starts[i] ?? 0;
      if (start > 0) total += start * Math.log(pi[i] ?? 0);
    }
    return total;
  };
  const counted = expected.moves.map((row) => {
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((value) => (sum > 0 ? value / sum : 1 / row.length));
  });
  const best = objective(counted) > objective(current) ? counted : current;
  const n = current.length;
  const from = best.flatMap((row) => toLogits(row));
  const found = minimize((x) => -objective(toMatrix(x, n)), from, { iterations: 40 });
  return toMatrix(found.at, n);
}

/** The smallest probability that is told from 0. */
const TINY = 1e-12;

const toLogits = (row: readonly number[]): number[] =>
  row.slice(0, -1).map((p) => Math.log(Math.max(p, TINY) / Math.max(row.at(-1) ?? 0, TINY)));

function toMatrix(logits: readonly number[], n: number): number[][] {
  return Array.from({ length: n }, (_, i) => {
    const row = [...logits.slice(i * (n - 1), (i + 1) * (n - 1)), 0];
    const top = Math.max(...row);
    const weights = row.map((v) => Math.exp(v - top));
    const sum = weights.reduce((a, b) => a + b, 0);
    return weights.map((w) => w / sum);
  });
}
