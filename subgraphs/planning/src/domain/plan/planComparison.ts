import { invariant } from "@wealthgraph/kernel/refusal";

/** A difference of two runs on the same random numbers; second less first. */
export interface PairedDifference {
  readonly value: number;
  /** From the differences path by path. */
  readonly standardError: number;
  /** What it would be with random numbers of their own. */
  readonly unpairedStandardError: number;
}

/** @see Law, Simulation Modeling and Analysis, ch. 11 (common random numbers) */
export function pairedDifference(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): PairedDifference {
  const n = first.length;
  invariant(n === second.length && n > 1, "paired runs have the same paths");
  const differences = Float64Array.from(first, (value, i) => (second[i] ?? 0) - value);
  const unpaired = Math.sqrt((variance(first) + variance(second)) / n);
  return {
    value: mean(differences),
    standardError: Math.sqrt(variance(differences) / n),
    unpairedStandardError: unpaired,
  };
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum / values.length;
}

function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] ?? 0) - centre) ** 2;
  return sum / (values.length - 1);
}
