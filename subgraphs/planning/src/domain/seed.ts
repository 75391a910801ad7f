import { Refusal } from "@wealthgraph/kernel/refusal";

const SEED_MAX = 0xffff_ffff_ffff_ffffn;

/**
 * The generator's 64-bit key of a seed.
 *
 * @param seed decimal digits, 0 to 18446744073709551615
 * @returns low and high 32 bits
 * @throws {Refusal} SIMULATION_INPUT_INVALID when it is anything else
 */
export function keyOfSeed(seed: string): readonly [number, number] {
  const value = /^\d{1,20}$/.test(seed) ? BigInt(seed) : SEED_MAX + 1n;
  if (value > SEED_MAX) {
    throw new Refusal(
      "SIMULATION_INPUT_INVALID",
      `the seed is a whole number from 0 to ${SEED_MAX}`,
      { input: "seed", seedMax: String(SEED_MAX) },
    );
  }
  return [Number(value & 0xffff_ffffn), Number(value >> 32n)];
}
