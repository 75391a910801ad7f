import { discountOf } from "../domain/harvesting/harvestTerms.js";
import {
  type HarvestCandidate,
  type HarvestWorth,
  type HarvestVerdict,
  worthOf,
} from "../domain/harvesting/harvestPlan.js";
import { NO_SALES, type SaleTotals } from "../domain/harvesting/washSaleForecast.js";
import type { PricedHarvestPlan } from "./harvestPlan.js";

/** A candidate with the plan that prices it. */
export interface PricedCandidate {
  readonly source: PricedHarvestPlan;
  readonly candidate: HarvestCandidate;
  readonly index: number; // in the list of the verdict that was asked for
}

/** A page of candidates: proposed ones in order of sale, then by loss. Only what is shown is priced. */
export function harvestCandidates(
  source: PricedHarvestPlan,
  asked: {
    readonly verdict: HarvestVerdict | null;
    readonly after: number; // index of the last one seen, -1 for none
    readonly first: number;
  },
): { readonly nodes: readonly PricedCandidate[]; readonly hasNextPage: boolean } {
  const { verdict, after, first } = asked;
  const { candidates } = source.plan;
  const wanted = verdict ? candidates.filter((c) => c.verdict === verdict) : candidates;
  const nodes = wanted
    .slice(after + 1, after + 1 + first)
    .map((candidate, i) => ({ source, candidate, index: after + 1 + i }));
  return { nodes, hasNextPage: wanted.length > after + 1 + first };
}

const worth = ({ plan, taxes, terms }: PricedHarvestPlan, totals: SaleTotals): HarvestWorth =>
  worthOf(totals, taxes, { rate: plan.laterRate, discount: discountOf(terms) });

/** What the sale is worth if it is the only one. */
export const worthAlone = ({ source, candidate }: PricedCandidate): HarvestWorth =>
  worth(source, candidate.alone);

/** What the sale adds to those proposed before it; null when it is not proposed. */
export function worthInPlan({ source, candidate }: PricedCandidate) {
  const { place } = candidate;
  if (place === null) return null;
  const { steps } = source.plan;
  const before = worth(source, steps[place - 1] ?? NO_SALES);
  const after = worth(source, steps[place] ?? NO_SALES);
  return {
    benefit: after.benefit.minus(before.benefit),
    deferralCost: after.deferralCost.minus(before.deferralCost),
    net: after.net.minus(before.net),
  };
}
