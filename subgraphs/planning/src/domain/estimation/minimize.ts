export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
}

/** Relative step of a central difference: the cube root of the rounding error. */
const STEP = 6e-6;

/**
 * A local minimum of a smooth function by BFGS with central differences and backtracking.
 *
 * @param f infinite or not a number where it is not defined
 * @returns the best point met; its value is never above f(start)
 * @see Nocedal, Wright, Numerical Optimization (2006), chapter 6
 */
export function minimize(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  { iterations = 500, tolerance = 1e-12 }: { iterations?: number; tolerance?: number } = {},
): Minimum {
  const n = start.length;
  let x = [...start];
  let value = f(x);
  let gradient = gradientAt(f, x);
  let inverse = identity(n);
  for (let k = 0; k < iterations; k++) {
    let direction = inverse.map((row) => -dot(row, gradient));
    let slope = dot(direction, gradient);
    if (!(slope < 0)) {
      inverse = identity(n);
      direction = gradient.map((g) => -g);
      slope = dot(direction, gradient);
    }
    const next = backtrack(f, { x, value, direction, slope });
    if (!next) return { at: x, value };
    const gain = value - next.value;
    const nextGradient = gradientAt(f, next.at);
    inverse = updated(inverse, {
      s: next.at.map((v, i) => v - (x[i] ?? 0)),
      y: nextGradient.map((g, i) => g - (gradient[i] ?? 0)),
    });
    x = [...next.at];
    value = next.value;
    gradient = nextGradient;
    if (gain <= tolerance * (Math.abs(value) + 1e-12)) return { at: x, value };
  }
  return { at: x, value };
}

function backtrack(
  f: (x: readonly number[]) => number,
  from: {
    readonly x: readonly number[];
    readonly value: number;
    readonly direction: readonly number[];
    readonly slope: number;
  },
): Minimum | null {
  // never more than a step of ten at once
  const longest = Math.max(...from.direction.map(Math.abs));
  let step = Math.min(1, 10 / longest);
  for (let tries = 0; tries < 60; tries++) {
    const at = from.x.map((v, i) => v + step * (from.direction[i] ?? 0));
    const value = f(at);
    if (value < from.value && value <= from.value + 1e-4 * step * from.slope) return { at, value };
    step /= 2;
  }
  return null;
}

function gradientAt(f: (x: readonly number[]) => number, x: readonly number[]): number[] {
  return x.map((v, i) => {
    const h = STEP * Math.max(Math.abs(v), 0.1);
    const up = f(x.with(i, v + h));
    const down = f(x.with(i, v - h));
    return (up - down) / (2 * h);
  });
}

/** The BFGS update of the inverse Hessian, skipped where the curvature is not positive. */
function updated(
  inverse: readonly (readonly number[])[],
  { s, y }: { readonly s: readonly number[]; readonly y: readonly number[] },
): number[][] {
  const curvature = dot(s, y);
  if (!(curvature > 1e-14)) return inverse.map((row) => [...row]);
  const hy = inverse.map((row) => dot(row, y));
  const scale = (1 + dot(y, hy) / curvature) / curvature;
  return inverse.map((row, i) =>
    row.map((h, j) => {
      const [si, sj] = [s[i] ?? 0, s[j] ?? 0];
      return h + scale * si * sj - ((hy[i] ?? 0) * sj + si * (hy[j] ?? 0)) / curvature;
    }),
  );
}

const identity = (n: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => (i === j ? 1 : 0)));

function dot(a: readonly number[], b: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i] ?? 0) * (b[i] ?? 0);
  return total;
}
