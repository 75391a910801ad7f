/**
 * Lower Cholesky factor of a symmetric matrix.
 *
 * @param matrix n x n, symmetric
 * @returns L with L L' = matrix, zeros above the diagonal; null when `matrix` is not positive definite
 */
export function choleskyFactor(matrix: readonly (readonly number[])[]): number[][] | null {
  const factor = matrix.map((row) => row.map(() => 0));
  for (const [i, row] of matrix.entries()) {
    for (let j = 0; j <= i; j++) {
      const rest = (row[j] ?? Number.NaN) - dot(factor[i] ?? [], factor[j] ?? [], j);
      const target = factor[i];
      if (!target) return null;
      if (i === j) {
        if (!(rest > 1e-12)) return null;
        target[j] = Math.sqrt(rest);
      } else {
        target[j] = rest / (factor[j]?.[j] ?? Number.NaN);
      }
    }
  }
  return factor;
}

function dot(a: readonly number[], b: readonly number[], length: number): number {
  let total = 0;
  for (let i = 0; i < length; i++) total += (a[i] ?? 0) * (b[i] ?? 0);
  return total;
}

/** True of a square matrix with ones on the diagonal, equal halves and every entry from -1 to 1. */
export function isCorrelationShaped(matrix: readonly (readonly number[])[]): boolean {
  return matrix.every(
    (row, i) =>
      row.length === matrix.length &&
      row.every((r, j) => r >= -1 && r <= 1 && r === matrix[j]?.[i] && (i !== j || r === 1)),
  );
}
