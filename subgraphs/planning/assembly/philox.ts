// Philox4x32-10: a counter-based generator. Salmon, Moraes, Dror, Shaw, "Parallel random numbers:
// as easy as 1, 2, 3", SC11 (2011). Four independent blocks are computed side by side, one a lane.

const ROUNDS: i32 = 10;

/** Round keys, splat over four lanes: ROUNDS x (key 0, key 1). */
const ROUND_KEYS: usize = memory.data(320, 16);

/** The last four blocks: word 0 of each block, then word 1, 2 and 3. */
export const WORDS: usize = memory.data(64, 16);

/** Sets the 64-bit key. The schedule adds the golden ratio and sqrt(3) - 1, as in the paper. */
export function setKey(key0: u32, key1: u32): void {
  for (let round: i32 = 0; round < ROUNDS; round++) {
    v128.store(ROUND_KEYS + <usize>(round * 32), i32x4.splat(key0));
    v128.store(ROUND_KEYS + <usize>(round * 32 + 16), i32x4.splat(key1));
    key0 += 0x9e3779b9;
    key1 += 0xbb67ae85;
  }
}

/** Encrypts four 128-bit counters (one a lane) into WORDS. */
export function philox(c0: v128, c1: v128, c2: v128, c3: v128): void {
  const m0 = i32x4.splat(0xd2511f53);
  const m1 = i32x4.splat(0xcd9e8d57);
  for (let round: usize = 0; round < 320; round += 64) {
    // two rounds at a time: half the jumps
    let low0 = i64x2.extmul_low_i32x4_u(c0, m0);
    let high0 = i64x2.extmul_high_i32x4_u(c0, m0);
    let low1 = i64x2.extmul_low_i32x4_u(c2, m1);
    let high1 = i64x2.extmul_high_i32x4_u(c2, m1);
    let hi0 = v128.shuffle<i32>(low0, high0, 1, 3, 5, 7);
    let hi1 = v128.shuffle<i32>(low1, high1, 1, 3, 5, 7);
    c0 = v128.xor(v128.xor(hi1, c1), v128.load(ROUND_KEYS + round));
    c2 = v128.xor(v128.xor(hi0, c3), v128.load(ROUND_KEYS + round, 16));
    c1 = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    c3 = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
    low0 = i64x2.extmul_low_i32x4_u(c0, m0);
    high0 = i64x2.extmul_high_i32x4_u(c0, m0);
    low1 = i64x2.extmul_low_i32x4_u(c2, m1);
    high1 = i64x2.extmul_high_i32x4_u(c2, m1);
    hi0 = v128.shuffle<i32>(low0, high0, 1, 3, 5, 7);
    hi1 = v128.shuffle<i32>(low1, high1, 1, 3, 5, 7);
    c0 = v128.xor(v128.xor(hi1, c1), v128.load(ROUND_KEYS + round, 32));
    c2 = v128.xor(v128.xor(hi0, c3), v128.load(ROUND_KEYS + round, 48));
    c1 = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
    c3 = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
  }
  v128.store(WORDS, c0);
  v128.store(WORDS, c1, 16);
  v128.store(WORDS, c2, 32);
  v128.store(WORDS, c3, 48);
}

/** One block for the known-answer test: its words stand in every lane of WORDS. */
export function philoxBlock(c0: i32, c1: i32, c2: i32, c3: i32): void {
  philox(i32x4.splat(c0), i32x4.splat(c1), i32x4.splat(c2), i32x4.splat(c3));
}
