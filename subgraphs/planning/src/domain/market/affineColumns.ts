import { entry, type Matrix, symmetric } from "../estimation/matrix.js";

/** A column that is another one stretched and shifted: x = shift + stretch y. */
export interface AffineColumn {
  /** Position of y among the columns of their own. */
  readonly base: number;
  readonly shift: number;
  readonly stretch: number;
}

export interface ColumnsApart {
  /** Columns of their own, by their position in the history. */
  readonly own: readonly number[];
  /** For each column of the history: null when it is one of its own. */
  readonly affine: readonly (AffineColumn | null)[];
}

/** Parts the columns that stand in for others (see annualHistory) from those with a history of their own. */
export function columnsApart(rows: Matrix): ColumnsApart {
  const own: number[] = [];
  const affine = (rows[0] ?? []).map((_, j) => {
    for (const [base, i] of own.entries()) {
      const found = affineTo(rows, i, j);
      if (found) return { base, ...found };
    }
    own.push(j);
    return null;
  });
  return { own, affine };
}

function affineTo(
  rows: Matrix,
  i: number,
  j: number,
): { readonly shift: number; readonly stretch: number } | null {
  const [a, b] = extremes(rows, i);
  const stretch = (entry(rows, b, j) - entry(rows, a, j)) / (entry(rows, b, i) - entry(rows, a, i));
  const shift = entry(rows, a, j) - stretch * entry(rows, a, i);
  const isExact = rows.every(
    (row) => Math.abs((row[j] ?? 0) - shift - stretch * (row[i] ?? 0)) < 1e-9,
  );
  return isExact && stretch > 0 ? { shift, stretch } : null;
}

/** Rows of the least and the greatest value of a column. */
function extremes(rows: Matrix, column: number): [number, number] {
  let [low, high] = [0, 0];
  for (const t of rows.keys()) {
    if (entry(rows, t, column) < entry(rows, low, column)) low = t;
    if (entry(rows, t, column) > entry(rows, high, column)) high = t;
  }
  return [low, high];
}

/**
 * Means and covariance of all columns from those of their own. A column that stands in for another
 * has its base's, stretched; with its base it correlates as assumed and with others as much less.
 *
 * @param assumed correlations of all columns
 */
export function widened(
  { own, affine }: ColumnsApart,
  found: { readonly mean: readonly number[]; readonly covariance: Matrix },
  assumed: Matrix,
): { readonly mean: number[]; readonly covariance: number[][] } {
  const place = affine.map((column, j) => column?.base ?? own.indexOf(j));
  const stretch = affine.map((column) => column?.stretch ?? 1);
  return {
    mean: place.map(
      (base, j) => (affine[j]?.shift ?? 0) + (stretch[j] ?? 1) * (found.mean[base] ?? 0),
    ),
    covariance: symmetric(place.length, (i, j) => {
      const [a = 0, b = 0] = [place[i], place[j]];
      const plain = (stretch[i] ?? 1) * (stretch[j] ?? 1) * entry(found.covariance, a, b);
      if (i === j) return plain;
      // each that stands in takes its assumed correlation with its base as a factor
      if (a === b) return plain * entry(assumed, i, j);
      const toBase = (k: number, base: number): number =>
        affine[k] ? entry(assumed, k, own[base] ?? k) : 1;
      return plain * toBase(i, a) * toBase(j, b);
    }),
  };
}
