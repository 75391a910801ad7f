/**
 * Philox4x32-10: a counter-based random function. The same key and counter give the same four
 * 32-bit words in every process and in any order, so that a price at an instant needs no history.
 *
 * @see Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011
 */
export type Words = readonly [number, number, number, number];
export type Key = readonly [number, number];

// Looked up once: these are called millions of times.
const { cos, floor, imul, log, PI, sin, sqrt } = Math;

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** High 32 bits of the 64-bit product of two unsigned 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const middle = aHigh * bLow + (low >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + floor(middle / 0x10000) + floor(cross / 0x10000)) >>> 0;
}

export function philox(key: Key, counter: Words): Words {
  let [k0, k1] = key;
  let [c0, c1, c2, c3] = counter;
  for (let round = 0; round < ROUNDS; round += 1) {
    const high0 = highProduct(MULTIPLIER_0, c0);
    const low0 = imul(MULTIPLIER_0, c0);
    const high1 = highProduct(MULTIPLIER_1, c2);
    const low1 = imul(MULTIPLIER_1, c2);
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1 >>> 0;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0 >>> 0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [c0, c1, c2, c3];
}

/** Strictly between 0 and 1. */
export function uniform(word: number): number {
  return (word + 0.5) / 0x1_0000_0000;
}

/**
 * Two independent standard normals of a key and a counter.
 *
 * @see Box and Muller, "A note on the generation of random normal deviates", 1958
 */
export function normals(key: Key, counter: Words): readonly [number, number] {
  const words = philox(key, counter);
  const radius = sqrt(-2 * log(uniform(words[0])));
  const angle = 2 * PI * uniform(words[1]);
  return [radius * cos(angle), radius * sin(angle)];
}

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;

/**
 * A key from text: FNV-1a, 64 bits.
 *
 * @see Fowler, Noll, Vo: the FNV non-cryptographic hash algorithm (IETF draft-eastlake-fnv)
 */
export function keyOf(text: string): Key {
  let hash = FNV_OFFSET;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * FNV_PRIME);
  }
  return [Number(hash & 0xffffffffn), Number(hash >> 32n)];
}
