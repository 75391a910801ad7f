// The kernel's generator in plain TypeScript: the same operations in the same order, so that the
// results are equal bit by bit. It is what the WebAssembly is checked against, and how it is read.

const bits = new DataView(new ArrayBuffer(8));

function toBits(value: number): bigint {
  bits.setFloat64(0, value);
  return bits.getBigUint64(0);
}

function fromBits(value: bigint): number {
  bits.setBigUint64(0, value);
  return bits.getFloat64(0);
}

function multiplyWide(a: number, b: number): readonly [high: number, low: number] {
  const product = BigInt(a) * BigInt(b);
  return [Number(product >> 32n), Number(product & 0xffff_ffffn)];
}

export type Counter = readonly [number, number, number, number];

/** Philox4x32-10 of Salmon, Moraes, Dror, Shaw (SC11, 2011). Words are unsigned 32-bit integers. */
export function philox(counter: Counter, key: readonly [number, number]): Counter {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = multiplyWide(0xd2511f53, c0);
    const [high1, low1] = multiplyWide(0xcd9e8d57, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c1 = low1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [c0, c1, c2, c3];
}

const ONE = 0x3ff0_0000_0000_0000n;
const SQRT_HALF = 0x3fe6_a09e_667f_3bcdn;
const LN2_HIGH = 6.931471803691238e-1;
const LN2_LOW = 1.9082149292705877e-10;

/** c[0] x + c[1] x^2 …, from the highest coefficient down, as the kernel does. */
function horner(x: number, coefficients: readonly number[]): number {
  let p = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) {
    const c = coefficients[i] ?? 0;
    p = i === coefficients.length - 1 ? x * c : x * (p + c);
  }
  return p;
}

const LOG_EVEN = [3.999999999940942e-1, 2.2222198432149784e-1, 1.5313837699209373e-1];
const LOG_ODD = [2.857142874366239e-1, 1.818357216161805e-1, 1.4798198605116586e-1];
const SINE = [
  -1.6666666666666632e-1, 8.33333333332249e-3, -1.984126982985795e-4, 2.7557313707070068e-6,
  -2.5050760253406863e-8, 1.58969099521155e-10,
];
const COSINE = [
  4.1666666666666602e-2, -1.388888888887411e-3, 2.480158728947673e-5, -2.7557314351390663e-7,
  2.087572321298175e-9, -1.1359647557788195e-11,
];
const EXPONENTIAL = [
  1, 0.5, 1.6666666666666666e-1, 4.1666666666666664e-2, 8.333333333333333e-3, 1.388888888888889e-3,
  1.984126984126984e-4, 2.48015873015873e-5, 2.7557319223985893e-6, 2.755731922398589e-7,
  2.505210838544172e-8, 2.08767569878681e-9,
];

/** ln(x) - 32 ln 2 */
export function logOfScaled(x: number): number {
  const shifted = toBits(x) + (ONE - SQRT_HALF);
  const k = Number(shifted >> 52n) - 1023 - 32;
  const f = fromBits((shifted & 0x000f_ffff_ffff_ffffn) + SQRT_HALF) - 1;
  const s = f / (f + 2);
  const z = s * s;
  const w = z * z;
  const even = horner(w, LOG_EVEN);
  const odd = z * (horner(w, LOG_ODD) + 6.666666666666735e-1);
  const half = f * f * 0.5;
  const tail = s * (half + (even + odd)) + k * LN2_LOW;
  return k * LN2_HIGH - (half - tail - f);
}

/** e^x for |x| < 700 */
export function exponential(x: number): number {
  const k = nearestEven(x * 1.4426950408889634);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  const p = horner(r, EXPONENTIAL) + 1;
  return fromBits(toBits(p) + (BigInt(k) << 52n));
}

function nearestEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Box-Muller: two independent standard normals of two 32-bit words. */
export function normalPair(radiusWord: number, angleWord: number): readonly [number, number] {
  const radius = Math.sqrt(logOfScaled(radiusWord + 0.5) * -2);
  const shifted = (angleWord + 0x2000_0000) >>> 0;
  const quarter = shifted >>> 30;
  const angle = ((shifted & 0x3fff_ffff) + 0.5 - 536870912) * 1.4629180792671596e-9;
  const z = angle * angle;
  const sine = angle + angle * horner(z, SINE);
  const cosine = z * (horner(z, COSINE) - 0.5) + 1;
  const odd = quarter % 2 === 1;
  const first = (odd ? sine : cosine) * ((quarter + 1) & 2 ? -1 : 1);
  const second = (odd ? cosine : sine) * (quarter & 2 ? -1 : 1);
  return [radius * first, radius * second];
}

/** Standard normals of one month of one path; the counter is (path, month, block of four, 0). */
export function monthNormals(
  key: readonly [number, number],
  path: number,
  month: number,
  count: number,
): number[] {
  const normals: number[] = [];
  for (let block = 0; normals.length < count; block++) {
    const [w0, w1, w2, w3] = philox([path, month, block, 0], key);
    normals.push(...normalPair(w0, w1), ...normalPair(w2, w3));
  }
  return normals.slice(0, count);
}
