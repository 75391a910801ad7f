import { chiSquare, drawNormals, drawUniforms, NORMALS, UNIFORMS } from "./draws";

// Inputs.
/** i32: assets, dimensions (one more where inflation is random), pairs and odd normal of the chi-square. */
export const GARCH_SHAPE: usize = memory.data(16, 16);
/** Doubles: a, b, 1 - a - b of the correlation; mean growth of prices, persistence, degrees less 2, floor. */
export const GARCH_CONSTANTS: usize = memory.data(56, 16);
/** For each series: gross mean, omega, alpha, beta, first variance: 17 x 5 doubles. */
export const GARCH: usize = memory.data(680, 16);
/** Long-run and first Q, lower triangles row by row: 2 x 153 doubles. */
export const CORRELATIONS: usize = memory.data(2448, 16);

/** State of the four paths: h and Q, 17 and 153 vectors for each pair; factor's row and z of one pair. */
const H: usize = memory.data(544, 16);
const Q: usize = memory.data(4896, 16);
const L: usize = memory.data(2448, 16);
const Z: usize = memory.data(272, 16);
const GROWTH: usize = memory.data(32, 16);

const triangle = (i: i32, j: i32): usize => <usize>((((i * (i + 1)) >> 1) + j) << 4);

export function beginGarch(): void {
  const dimensions = load<i32>(GARCH_SHAPE, 4);
  for (let pair: usize = 0; pair < 2; pair++) {
    for (let i: i32 = 0; i < dimensions; i++) {
      const first = v128.load64_splat(GARCH + <usize>(i * 40 + 32));
      v128.store(H + pair * 272 + <usize>(i << 4), first);
      for (let j: i32 = 0; j <= i; j++) {
        const at = triangle(i, j);
        v128.store(Q + pair * 2448 + at, v128.load64_splat(CORRELATIONS + 1224 + (at >> 1)));
      }
    }
  }
  const mean = v128.load64_splat(GARCH_CONSTANTS + 24);
  v128.store(GROWTH, mean);
  v128.store(GROWTH, mean, 16);
}

/** Cholesky factor of Q, two paths at once, into L. */
function factorise(q: usize, dimensions: i32): void {
  for (let i: i32 = 0; i < dimensions; i++) {
    for (let j: i32 = 0; j <= i; j++) {
      let rest = v128.load(q + triangle(i, j));
      for (let k: i32 = 0; k < j; k++) {
        rest = f64x2.sub(
          rest,
          f64x2.mul(v128.load(L + triangle(i, k)), v128.load(L + triangle(j, k))),
        );
      }
      v128.store(
        L + triangle(i, j),
        i == j ? f64x2.sqrt(rest) : f64x2.div(rest, v128.load(L + triangle(j, j))),
      );
    }
  }
}

/** Standardised residuals of the month into Z: rows of L by the normals, each by its row's length. */
function correlate(q: usize, normals: usize, dimensions: i32, fat: v128): void {
  for (let i: i32 = 0; i < dimensions; i++) {
    let x = f64x2.mul(v128.load(L + triangle(i, 0)), v128.load(normals));
    for (let j: i32 = 1; j <= i; j++) {
      x = f64x2.add(
        x,
        f64x2.mul(v128.load(L + triangle(i, j)), v128.load(normals + <usize>(j << 5))),
      );
    }
    const length = f64x2.sqrt(v128.load(q + triangle(i, i)));
    v128.store(Z + <usize>(i << 4), f64x2.mul(f64x2.div(x, length), fat));
  }
}

function advanceQ(q: usize, dimensions: i32): void {
  const a = v128.load64_splat(GARCH_CONSTANTS);
  const b = v128.load64_splat(GARCH_CONSTANTS + 8);
  const rest = v128.load64_splat(GARCH_CONSTANTS + 16);
  for (let i: i32 = 0; i < dimensions; i++) {
    for (let j: i32 = 0; j <= i; j++) {
      const at = triangle(i, j);
      const long = f64x2.mul(rest, v128.load64_splat(CORRELATIONS + (at >> 1)));
      const product = f64x2.mul(v128.load(Z + <usize>(i << 4)), v128.load(Z + <usize>(j << 4)));
      v128.store(
        q + at,
        f64x2.add(f64x2.add(long, f64x2.mul(a, product)), f64x2.mul(b, v128.load(q + at))),
      );
    }
  }
}

function monthOfPair(half: usize, gross: usize): void {
  const assets = load<i32>(GARCH_SHAPE);
  const dimensions = load<i32>(GARCH_SHAPE, 4);
  const pairs = load<i32>(GARCH_SHAPE, 8);
  const q = Q + (half >> 4) * 2448;
  const h = H + (half >> 4) * 272;
  let fat = f64x2.splat(1);
  if (pairs) {
    let chi = chiSquare(UNIFORMS + 16, pairs, <i32>(half >> 4));
    if (load<i32>(GARCH_SHAPE, 12)) {
      const z = v128.load(NORMALS + half + <usize>(dimensions << 5));
      chi = f64x2.add(chi, f64x2.mul(z, z));
    }
    fat = f64x2.sqrt(f64x2.div(v128.load64_splat(GARCH_CONSTANTS + 40), chi));
  }
  factorise(q, dimensions);
  correlate(q, NORMALS + half, dimensions, fat);
  const floor = v128.load64_splat(GARCH_CONSTANTS + 48);
  for (let i: i32 = 0; i < dimensions; i++) {
    const series = GARCH + <usize>(i * 40);
    const at = h + <usize>(i << 4);
    const variance = v128.load(at);
    const residual = f64x2.mul(f64x2.sqrt(variance), v128.load(Z + <usize>(i << 4)));
    const news = f64x2.mul(v128.load64_splat(series + 16), f64x2.mul(residual, residual));
    const kept = f64x2.mul(v128.load64_splat(series + 24), variance);
    v128.store(at, f64x2.add(f64x2.add(v128.load64_splat(series + 8), news), kept));
    if (i < assets) {
      const simple = f64x2.add(v128.load64_splat(series), residual);
      v128.store(gross + <usize>(i << 5), f64x2.pmax(simple, floor));
    } else {
      const level = v128.load64_splat(GARCH_CONSTANTS + 24);
      const last = f64x2.sub(v128.load(GROWTH + half), level);
      const before = f64x2.mul(v128.load64_splat(GARCH_CONSTANTS + 32), last);
      v128.store(GROWTH + half, f64x2.pmax(f64x2.add(f64x2.add(level, before), residual), floor));
    }
  }
  advanceQ(q, dimensions);
}

/** One month of the four paths: gross returns at `gross` (assets x 4 doubles). @returns growth of prices */
export function monthOfGarch(month: i32, gross: usize): usize {
  const pairs = load<i32>(GARCH_SHAPE, 8);
  drawNormals(month, load<i32>(GARCH_SHAPE, 4) + load<i32>(GARCH_SHAPE, 12));
  if (pairs) drawUniforms(month, pairs + 1);
  monthOfPair(0, gross);
  monthOfPair(16, gross + 16);
  return GROWTH;
}
