import { entry, type Matrix, symmetric, symmetricEigen } from "./matrix.js";

export interface RepairedCorrelation {
  readonly correlation: number[][];
  /** The largest change of an entry. */
  readonly largestChange: number;
}

/** Eigenvalues below this share of the largest are raised to it, so that a Cholesky factor exists. */
const EIGEN_FLOOR = 1e-8;

/**
 * The nearest correlation matrix in the Frobenius norm, by alternating projections with Dykstra's
 * correction, then made positive definite by the smallest amount a factorisation needs.
 *
 * @param matrix symmetric with ones on the diagonal
 * @see Higham, IMA Journal of Numerical Analysis 22 (2002), algorithm 3.3
 */
export function nearestCorrelation(matrix: Matrix): RepairedCorrelation {
  const n = matrix.length;
  let y = matrix.map((row) => [...row]);
  let correction = symmetric(n, () => 0);
  for (let step = 0; step < 1_000; step++) {
    const before = y;
    const r = symmetric(n, (i, j) => entry(before, i, j) - entry(correction, i, j));
    const x = clipped(r, 0);
    correction = symmetric(n, (i, j) => entry(x, i, j) - entry(r, i, j));
    y = symmetric(n, (i, j) => (i === j ? 1 : entry(x, i, j)));
    if (distance(y, before) < 1e-12) break;
  }
  const raised = clipped(y, EIGEN_FLOOR);
  const correlation = symmetric(n, (i, j) =>
    i === j ? 1 : entry(raised, i, j) / Math.sqrt(entry(raised, i, i) * entry(raised, j, j)),
  );
  return { correlation, largestChange: distance(correlation, matrix) };
}

/** The matrix with its eigenvalues at least `floor` of the largest. */
function clipped(matrix: Matrix, floor: number): number[][] {
  const { values, vectors } = symmetricEigen(matrix);
  const least = floor * Math.max(...values);
  return symmetric(matrix.length, (i, j) =>
    values.reduce(
      (sum, v, k) => sum + entry(vectors, i, k) * Math.max(v, least) * entry(vectors, j, k),
      0,
    ),
  );
}

const distance = (a: Matrix, b: Matrix): number =>
  Math.max(...a.flatMap((row, i) => row.map((v, j) => Math.abs(v - entry(b, i, j)))));
