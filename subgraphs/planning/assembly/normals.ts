import { cosineNearZero, logOfScaled, sineNearZero } from "./elementary";
import { philox, WORDS } from "./philox";

/** Bits of 2^52; with a 32-bit integer in the low half it is 2^52 + that integer. */
const EXPONENT_52: i64 = 0x4330000000000000;

/**
 * Box-Muller for two paths: radius from one 32-bit word, angle from another.
 *
 * u = (word + 1/2) / 2^32 is never 0 or 1; the largest normal is sqrt(66 ln 2) = 6.76.
 * The angle word is split exactly into a quarter turn and a remainder of at most an eighth turn.
 */
function boxMuller(radiusWord: v128, angleWord: v128, quarter: v128, out: usize): void {
  const magic = i64x2.splat(EXPONENT_52);
  const toHalf = f64x2.splat(4503599627370495.5);
  const u = f64x2.sub(v128.or(radiusWord, magic), toHalf);
  const radius = f64x2.sqrt(f64x2.mul(logOfScaled(u), f64x2.splat(-2.0)));
  const turn = f64x2.sub(f64x2.sub(v128.or(angleWord, magic), toHalf), f64x2.splat(536870912.0));
  // (pi / 2) / 2^30
  const angle = f64x2.mul(turn, f64x2.splat(1.4629180792671596e-9));
  const sine = sineNearZero(angle);
  const cosine = cosineNearZero(angle);
  const swap = i64x2.ne(v128.and(quarter, i64x2.splat(1)), i64x2.splat(0));
  const signOfCosine = i64x2.shl(v128.and(i64x2.add(quarter, i64x2.splat(1)), i64x2.splat(2)), 62);
  const signOfSine = i64x2.shl(v128.and(quarter, i64x2.splat(2)), 62);
  const first = v128.xor(v128.bitselect(sine, cosine, swap), signOfCosine);
  const second = v128.xor(v128.bitselect(cosine, sine, swap), signOfSine);
  v128.store(out, f64x2.mul(radius, first));
  v128.store(out, f64x2.mul(radius, second), 32);
}

/** Two normals (one pair of words) for four paths: 2 x 4 doubles at `out`. */
function pair(radiusWord: v128, angleWord: v128, out: usize): void {
  const shifted = i32x4.add(angleWord, i32x4.splat(0x20000000));
  const quarter = i32x4.shr_u(shifted, 30);
  const rest = v128.and(shifted, i32x4.splat(0x3fffffff));
  boxMuller(
    i64x2.extend_low_i32x4_u(radiusWord),
    i64x2.extend_low_i32x4_u(rest),
    i64x2.extend_low_i32x4_u(quarter),
    out,
  );
  boxMuller(
    i64x2.extend_high_i32x4_u(radiusWord),
    i64x2.extend_high_i32x4_u(rest),
    i64x2.extend_high_i32x4_u(quarter),
    out + 16,
  );
}

/**
 * Independent standard normals of one month for four paths.
 *
 * The counter is (path, month, block of four normals, 0): a normal depends on the key and on where
 * it stands, never on who computes it or in what order.
 *
 * @param count normals a path; the buffer holds `count` rounded up to an even number
 * @param out count x 4 doubles: for each normal the four paths
 */
export function monthNormals(paths: v128, month: i32, count: i32, out: usize): void {
  const c1 = i32x4.splat(month);
  for (let first: i32 = 0; first < count; first += 4) {
    philox(paths, c1, i32x4.splat(first >> 2), i32x4.splat(0));
    const at = out + <usize>(first << 5);
    pair(v128.load(WORDS), v128.load(WORDS, 16), at);
    if (first + 2 < count) pair(v128.load(WORDS, 32), v128.load(WORDS, 48), at + 64);
  }
}
