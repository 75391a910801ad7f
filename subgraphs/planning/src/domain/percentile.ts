import { invariant } from "@wealthgraph/kernel/refusal";

/** The percentiles a simulation reports. */
export const PERCENTILES = [5, 25, 50, 75, 95] as const;

/**
 * Ranks (0-based, of the sorted sample) that the type 7 percentiles of a sample of `count` need.
 *
 * @returns lower and upper rank of each of PERCENTILES, in their order: ten ranks
 */
export function percentileRanks(count: number): number[] {
  return PERCENTILES.flatMap((p) => {
    const low = Math.floor(position(count, p));
    return [low, Math.min(low + 1, count - 1)];
  });
}

/**
 * Type 7 percentiles (default of numpy, R and spreadsheets) from the order statistics at
 * `percentileRanks(count)`.
 *
 * @returns one value for each of PERCENTILES
 * @see Hyndman, Fan, The American Statistician 50 (1996)
 */
export function percentilesFrom(count: number, orderStatistics: readonly number[]): number[] {
  return PERCENTILES.map((p, i) => {
    const low = orderStatistics[2 * i];
    const high = orderStatistics[2 * i + 1];
    invariant(low !== undefined && high !== undefined, "every rank has its order statistic");
    const at = position(count, p);
    return low + (at - Math.floor(at)) * (high - low);
  });
}

const position = (count: number, percentile: number): number => ((count - 1) * percentile) / 100;
