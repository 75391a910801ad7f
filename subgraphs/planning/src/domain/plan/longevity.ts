import { philox } from "../referenceNormals.js";
import { DEATH_PROBABILITIES } from "./lifeTable.js";

export type Sex = "MALE" | "FEMALE";

/** Names the stream of random numbers that decides about lives; the markets' streams have 0 here. */
const LIFE_STREAM = 0x4c49_4645;

/** Probability of dying within a year at an age; without a sex the mean of both. */
export function deathProbability(ageYears: number, sex: Sex | null): number {
  const at = (table: readonly number[]): number => table[Math.min(ageYears, 119)] ?? 1;
  if (sex) return at(DEATH_PROBABILITIES[sex]);
  return (at(DEATH_PROBABILITIES.MALE) + at(DEATH_PROBABILITIES.FEMALE)) / 2;
}

/**
 * Chance of being alive at the start of each month, with a constant force of death within a year of age.
 *
 * @param ageMonths today
 * @returns months + 1 values from 1 falling to 0
 */
export function survivalCurve(ageMonths: number, sex: Sex | null, months: number): Float64Array {
  const curve = new Float64Array(months + 1);
  curve[0] = 1;
  for (let month = 1; month <= months; month++) {
    const q = deathProbability(Math.floor((ageMonths + month - 1) / 12), sex);
    curve[month] = (curve[month - 1] ?? 0) * (1 - q) ** (1 / 12);
  }
  return curve;
}

/** Chance that either of two is alive: 1 - (1 - p) (1 - q). */
export function eitherAlive(p: number, q: number): number {
  return 1 - (1 - p) * (1 - q);
}

/** A random number in (0, 1) of a path and a person, the same for any model of the markets. */
export function lifeDraw(key: readonly [number, number], path: number, person: number): number {
  const [word] = philox([path, 0, person, LIFE_STREAM], key);
  return (word + 0.5) / 4_294_967_296;
}

/**
 * The month of death of a draw: the first at whose start the chance of being alive is at most the draw.
 *
 * @returns 1 to the curve's last month; one past it for someone who outlives it
 */
export function deathMonth(curve: Float64Array, draw: number): number {
  let [alive, dead] = [0, curve.length];
  while (dead - alive > 1) {
    const middle = (alive + dead) >> 1;
    if ((curve[middle] ?? 0) <= draw) dead = middle;
    else alive = middle;
  }
  return dead;
}
