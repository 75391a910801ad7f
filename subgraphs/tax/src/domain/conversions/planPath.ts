import { type Balances, openingBalances, wealthInTodaysMoney } from "./balances.js";
import type { PlanContext } from "./planContext.js";
import { planYear, type YearOutcome } from "./planYear.js";

/** A whole plan, computed by the exact engine. */
export interface PlanPath {
  readonly outcomes: readonly YearOutcome[];
  readonly conversions: readonly number[]; // USD, as carried out
  readonly wealth: number; // after tax at the end, in today's money
}

/** What converts in a year, decided year by year with the balances of that year. */
export type Decide = (index: number, before: Balances) => number;

/** Runs a plan that is decided as it goes. */
export function decidePath(context: PlanContext, decide: Decide): PlanPath {
  const outcomes: YearOutcome[] = [];
  let before = openingBalances(context);
  for (const index of context.years.keys()) {
    const outcome = planYear(context, index, before, decide(index, before));
    outcomes.push(outcome);
    before = outcome.after;
  }
  return pathOf(context, outcomes);
}

/**
 * Runs a plan with given conversions.
 *
 * @param conversions USD of each year; cut to what is there
 * @param known a path whose conversions are the same before year `from`: those years are not computed again
 */
export function replay(
  context: PlanContext,
  conversions: readonly number[],
  known: { readonly path: PlanPath; readonly from: number } | null = null,
): PlanPath {
  const outcomes = known ? known.path.outcomes.slice(0, known.from) : [];
  let before = outcomes.at(-1)?.after ?? openingBalances(context);
  for (let index = outcomes.length; index < context.years.length; index += 1) {
    const outcome = planYear(context, index, before, conversions[index] ?? 0);
    outcomes.push(outcome);
    before = outcome.after;
  }
  return pathOf(context, outcomes);
}

function pathOf(context: PlanContext, outcomes: readonly YearOutcome[]): PlanPath {
  const last = outcomes.at(-1);
  if (!last) throw new RangeError("a plan has at least one year");
  return {
    outcomes,
    conversions: outcomes.map((o) => o.conversion),
    wealth: wealthInTodaysMoney(context, last.after, outcomes.length - 1),
  };
}
