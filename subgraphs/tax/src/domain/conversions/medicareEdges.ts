import { ZERO } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "../federalFacts.js";
import { MEDICARE_LOOKBACK_YEARS, medicareSurcharge } from "../retirement/medicareSurcharge.js";

/**
 * The largest modified AGI below each Medicare tier of a premium year, for that year's income.
 *
 * @returns USD, rising; tier 1 first
 */
export function medicareEdges(facts: FederalFacts, premiumYear: number): readonly number[] {
  const edges: number[] = [];
  let magi = ZERO;
  for (;;) {
    const { next } = medicareSurcharge(
      {
        filingStatus: facts.filingStatus,
        livedApart: facts.livedApart,
        magi,
        persons: 1,
        havePartD: true,
      },
      premiumYear - MEDICARE_LOOKBACK_YEARS,
    );
    if (!next) return edges;
    edges.push(magi.plus(next.distance).toNumber());
    // a cent past the edge: the next tier
    magi = magi.plus(next.distance).plus("0.01");
  }
}
