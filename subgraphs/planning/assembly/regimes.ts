import { chiSquare, drawNormals, drawUniforms, NORMALS, UNIFORMS } from "./draws";
import { exponential } from "./elementary";

/** Regimes a market may have. */
export const REGIMES_MAX: i32 = 4;
/** Entries of the skew's table of one asset, and their number less one as a double. */
export const SKEW_STEPS: i32 = 512;

// Inputs, i32: assets, dimensions (one more where inflation is random), regimes, uniform pairs of the
// chi-square (0: normal), 1 for one more squared normal, 1 for log returns, 1 for skew.
export const SHAPE: usize = memory.data(28, 16);
/**
 * For each pair of regimes of two paths, row by row of a lower triangle: mean (gross or log), then the
 * factor's row; each entry twice, one a path. (REGIMES_MAX^2) x 17 rows of at most 18 entries.
 */
export const ROWS: usize = memory.data(43776, 16);
/** Bounds of the uniform word that parts the next regime's: from x to, u32. Row 0 is the start's. */
export const BOUNDS: usize = memory.data(80, 16);
/** Doubles: mean growth of prices, its persistence, degrees of freedom less 2, floor of a gross return. */
export const CONSTANTS: usize = memory.data(32, 16);
/** With skew: standard deviation of each asset, whose rows then are those of the correlation. */
export const DEVIATIONS: usize = memory.data(128, 16);
/** With skew: for each asset g(t) / (4 + |t|) at equal steps of t / (4 + |t|) from -1 to 1. */
export const SKEWS: usize = memory.data(65792, 16);

/** Entries of a pair's triangle: 17 rows, a mean in front of each. */
const PAIR_BYTES: usize = 2736;

/** State of the four paths: regimes as i32, growth of prices in the last month as doubles. */
const STATE: usize = memory.data(16, 16);
const GROWTH: usize = memory.data(32, 16);

export function beginRegimes(): void {
  v128.store(STATE, i32x4.splat(-1));
  const mean = v128.load64_splat(CONSTANTS);
  v128.store(GROWTH, mean);
  v128.store(GROWTH, mean, 16);
}

function nextRegimes(regimes: i32): void {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const word = load<u32>(UNIFORMS + lane);
    const bounds = BOUNDS + <usize>((load<i32>(STATE + lane) + 1) << 4);
    let next: i32 = 0;
    for (let k: i32 = 0; k < regimes - 1; k++) {
      next += i32(word >= load<u32>(bounds + <usize>(k << 2)));
    }
    store<i32>(STATE + lane, next);
  }
}

/** The value at t of a table of g(t) / (4 + |t|), one lane. */
function skewedLane(table: usize, t: f64): f64 {
  const size = 4.0 + abs(t);
  const place = (t / size + 1.0) * 256.0;
  const low = min<i32>(<i32>place, SKEW_STEPS - 1);
  const at = table + <usize>(low << 3);
  const first = load<f64>(at);
  return size * (first + (place - <f64>low) * (load<f64>(at, 8) - first));
}

function skewed(asset: i32, t: v128): v128 {
  const table = SKEWS + <usize>(asset * 4112);
  const low = skewedLane(table, f64x2.extract_lane(t, 0));
  const high = skewedLane(table, f64x2.extract_lane(t, 1));
  return f64x2.mul(
    f64x2.replace_lane(f64x2.splat(low), 1, high),
    v128.load64_splat(DEVIATIONS + <usize>(asset << 3)),
  );
}

/** One month of two of the four paths. @param half 0 or 16: byte offset of the pair in its vectors */
function monthOfPair(half: usize, gross: usize): void {
  const assets = load<i32>(SHAPE);
  const dimensions = load<i32>(SHAPE, 4);
  const regimes = load<i32>(SHAPE, 8);
  const pairs = load<i32>(SHAPE, 12);
  const isLog = load<i32>(SHAPE, 20);
  const isSkewed = load<i32>(SHAPE, 24);
  const normals = NORMALS + half;
  let fat = f64x2.splat(1);
  if (pairs) {
    let chi = chiSquare(UNIFORMS + 16, pairs, <i32>(half >> 4));
    if (load<i32>(SHAPE, 16)) {
      const z = v128.load(normals + <usize>(dimensions << 5));
      chi = f64x2.add(chi, f64x2.mul(z, z));
    }
    fat = f64x2.sqrt(f64x2.div(v128.load64_splat(CONSTANTS + 16), chi));
  }
  const lanes = STATE + (half >> 1);
  let row = ROWS + <usize>(load<i32>(lanes) * regimes + load<i32>(lanes, 4)) * PAIR_BYTES;
  const floor = v128.load64_splat(CONSTANTS + 24);
  for (let i: i32 = 0; i < dimensions; i++) {
    const mean = v128.load(row);
    let x = f64x2.mul(v128.load(row, 16), v128.load(normals));
    row += 32;
    for (let j: i32 = 1; j <= i; j++) {
      x = f64x2.add(x, f64x2.mul(v128.load(row), v128.load(normals + <usize>(j << 5))));
      row += 16;
    }
    x = f64x2.mul(x, fat);
    if (i < assets) {
      if (isSkewed) x = skewed(i, x);
      x = f64x2.add(mean, x);
      v128.store(gross + <usize>(i << 5), isLog ? exponential(x) : f64x2.pmax(x, floor));
    } else {
      const level = v128.load64_splat(CONSTANTS);
      const last = f64x2.sub(v128.load(GROWTH + half), level);
      const kept = f64x2.mul(v128.load64_splat(CONSTANTS + 8), last);
      v128.store(GROWTH + half, f64x2.pmax(f64x2.add(f64x2.add(level, kept), x), floor));
    }
  }
}

/** One month of the four paths: gross returns at `gross` (assets x 4 doubles). @returns GROWTH */
export function monthOfRegimes(month: i32, gross: usize): usize {
  const dimensions = load<i32>(SHAPE, 4);
  const regimes = load<i32>(SHAPE, 8);
  const pairs = load<i32>(SHAPE, 12);
  drawNormals(month, dimensions + load<i32>(SHAPE, 16));
  if (pairs || regimes > 1) drawUniforms(month, pairs + 1);
  nextRegimes(regimes);
  monthOfPair(0, gross);
  monthOfPair(16, gross + 16);
  return GROWTH;
}
