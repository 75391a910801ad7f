/** Rows of equal length. */
export type Matrix = readonly (readonly number[])[];

export const zeroVector = (length: number): number[] => Array.from({ length }, () => 0);

export const zeros = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => zeroVector(columns));

/** @returns element (i, j); 0 outside */
export const entry = (matrix: Matrix, i: number, j: number): number => matrix[i]?.[j] ?? 0;

export const diagonal = (matrix: Matrix): number[] => matrix.map((row, i) => row[i] ?? 0);

export const trace = (matrix: Matrix): number => diagonal(matrix).reduce((a, b) => a + b, 0);

/** @param make value of element (i, j); read for j <= i only */
export function symmetric(size: number, make: (i: number, j: number) => number): number[][] {
  const matrix = zeros(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = make(i, j);
      (matrix[i] ?? [])[j] = value;
      (matrix[j] ?? [])[i] = value;
    }
  }
  return matrix;
}

/**
 * Solves A x = b by elimination with partial pivoting.
 *
 * @returns null when A is singular to working precision
 */
export function solve(a: Matrix, b: readonly number[]): number[] | null {
  const n = b.length;
  const rows = a.map((row, i) => [...row, b[i] ?? 0]);
  for (let k = 0; k < n; k++) {
    bringPivot(rows, k);
    const pivotRow = rows[k] ?? [];
    if (!(Math.abs(pivotRow[k] ?? 0) > 1e-300)) return null;
    for (const row of rows.slice(k + 1)) {
      const factor = (row[k] ?? 0) / (pivotRow[k] ?? 1);
      for (let j = k; j <= n; j++) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    }
  }
  return backSubstituted(rows);
}

/** @param rows an upper triangle with the right side as its last column */
function backSubstituted(rows: Matrix): number[] {
  const n = rows.length;
  const x = zeroVector(n);
  for (let i = n - 1; i >= 0; i--) {
    let rest = entry(rows, i, n);
    for (let j = i + 1; j < n; j++) rest -= entry(rows, i, j) * (x[j] ?? 0);
    x[i] = rest / entry(rows, i, i);
  }
  return x;
}

/** Swaps the row with the largest entry in column k, of those not done, into place k. */
function bringPivot(rows: number[][], k: number): void {
  let pivot = k;
  for (let i = k + 1; i < rows.length; i++) {
    if (Math.abs(entry(rows, i, k)) > Math.abs(entry(rows, pivot, k))) pivot = i;
  }
  const row = rows[pivot] ?? [];
  rows[pivot] = rows[k] ?? [];
  rows[k] = row;
}

export interface Eigen {
  readonly values: readonly number[];
  /** Column k belongs to value k. */
  readonly vectors: Matrix;
}

/** Eigenvalues and vectors of a symmetric matrix by cyclic Jacobi rotations (Golub, Van Loan, 8.5). */
export function symmetricEigen(matrix: Matrix): Eigen {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = zeros(n, n).map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  const scale = Math.max(...matrix.flat().map(Math.abs), 1e-300);
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        off = Math.max(off, Math.abs(entry(a, p, q)));
        if (entry(a, p, q) !== 0) rotate(a, v, p, q);
      }
    }
    if (off < 1e-15 * scale) break;
  }
  return { values: diagonal(a), vectors: v };
}

function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const theta = (entry(a, q, q) - entry(a, p, p)) / (2 * entry(a, p, q));
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  const turnColumns = (m: number[][]): void => {
    for (const row of m) {
      const [x, y] = [row[p] ?? 0, row[q] ?? 0];
      row[p] = c * x - s * y;
      row[q] = s * x + c * y;
    }
  };
  turnColumns(a);
  turnColumns(v);
  const [rowP, rowQ] = [a[p] ?? [], a[q] ?? []];
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [rowP[k] ?? 0, rowQ[k] ?? 0];
    rowP[k] = c * x - s * y;
    rowQ[k] = s * x + c * y;
  }
}
