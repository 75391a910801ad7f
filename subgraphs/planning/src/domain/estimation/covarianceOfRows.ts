import { type Matrix, symmetric } from "./matrix.js";

/** Sample means and covariance (divisor n - 1). @param rows observations x assets */
export function covarianceOfRows(rows: Matrix): {
  readonly mean: number[];
  readonly covariance: number[][];
} {
  const n = rows.length;
  const assets = rows[0]?.length ?? 0;
  const mean = Array.from(
    { length: assets },
    (_, i) => rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / n,
  );
  const covariance = symmetric(
    assets,
    (i, j) =>
      rows.reduce(
        (sum, row) => sum + ((row[i] ?? 0) - (mean[i] ?? 0)) * ((row[j] ?? 0) - (mean[j] ?? 0)),
        0,
      ) /
      (n - 1),
  );
  return { mean, covariance };
}
