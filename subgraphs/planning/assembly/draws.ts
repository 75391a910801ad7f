import { logOfScaled } from "./elementary";
import { monthNormals } from "./normals";
import { philox, WORDS } from "./philox";

/** Most numbers of one month: 16 assets, inflation, one more for an odd number of degrees. */
export const NORMALS_MAX: i32 = 20;

/** Bits of 2^52; with a 32-bit integer in the low half it is 2^52 + that integer. */
const EXPONENT_52: i64 = 0x4330000000000000;
/** 2^52 - 1/2 */
const TO_HALF: f64 = 4503599627370495.5;
const TWO_TO_MINUS_32: f64 = 2.3283064365386963e-10;

/** Switches, i32: 1 where odd paths mirror the even ones before them. */
export const ANTITHETIC: usize = memory.data(4, 16);

/** The four paths being drawn, the counter's first word of each, and the sign of their normals. */
let counters: v128 = i32x4.splat(0);
let mirrored: v128 = i32x4.splat(0);
let sign0: v128 = i64x2.splat(0);
let sign1: v128 = i64x2.splat(0);

/** The month's normals: NORMALS_MAX x 4 doubles. */
export const NORMALS: usize = memory.data(640, 16);

/** Uniform words of the month, kept apart from the normals by the counter's last word: 8 x 4. */
export const UNIFORMS: usize = memory.data(256, 16);

export function drawFor(firstPath: i32): void {
  const paths = i32x4.add(i32x4.splat(firstPath), i32x4(0, 1, 2, 3));
  counters = paths;
  mirrored = i32x4.splat(0);
  sign0 = i64x2.splat(0);
  sign1 = i64x2.splat(0);
  if (!load<i32>(ANTITHETIC)) return;
  counters = i32x4.shr_u(paths, 1);
  const odd = v128.and(paths, i32x4.splat(1));
  mirrored = i32x4.sub(i32x4.splat(0), odd);
  sign0 = i64x2.shl(i64x2.extend_low_i32x4_u(odd), 63);
  sign1 = i64x2.shl(i64x2.extend_high_i32x4_u(odd), 63);
}

/** Draws `count` normals of a month into NORMALS. */
export function drawNormals(month: i32, count: i32): void {
  monthNormals(counters, month, count, NORMALS);
  if (!load<i32>(ANTITHETIC)) return;
  for (let i: i32 = 0; i < count; i++) {
    const at = NORMALS + <usize>(i << 5);
    v128.store(at, v128.xor(v128.load(at), sign0));
    v128.store(at, v128.xor(v128.load(at, 16), sign1), 16);
  }
}

/** Draws 4 or 8 words of a month into UNIFORMS; word 0 is turned over where the path is a mirror. */
export function drawUniforms(month: i32, words: i32): void {
  const c1 = i32x4.splat(month);
  for (let first: i32 = 0; first < words; first += 4) {
    philox(counters, c1, i32x4.splat(first >> 2), i32x4.splat(1));
    const at = UNIFORMS + <usize>(first << 4);
    for (let w: usize = 0; w < 64; w += 16) v128.store(at + w, v128.load(WORDS + w));
  }
  v128.store(UNIFORMS, v128.xor(v128.load(UNIFORMS), mirrored));
}

/**
 * Minus 2 ln (U_1 … U_pairs) of two of the four paths: chi-square with 2 x pairs degrees, exactly.
 *
 * @param words address of the first word; the next are 16 bytes on
 * @param high 1 for paths 2 and 3
 */
export function chiSquare(words: usize, pairs: i32, high: i32): v128 {
  const magic = i64x2.splat(EXPONENT_52);
  const toHalf = f64x2.splat(TO_HALF);
  let product = f64x2.splat(1);
  for (let i: i32 = 0; i < pairs; i++) {
    const word = v128.load(words + <usize>(i << 4));
    const wide = high ? i64x2.extend_high_i32x4_u(word) : i64x2.extend_low_i32x4_u(word);
    const u = f64x2.sub(v128.or(wide, magic), toHalf);
    product = f64x2.mul(product, i ? f64x2.mul(u, f64x2.splat(TWO_TO_MINUS_32)) : u);
  }
  return f64x2.mul(logOfScaled(product), f64x2.splat(-2.0));
}
