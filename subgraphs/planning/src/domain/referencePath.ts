import { referenceMarketPath } from "./referenceMarket.js";
import type { SimulationPlan } from "./simulationPlan.js";

/** Bit of a path's flags that says a withdrawal was not paid in full; bits 0..23 are the goals. */
export const WITHDRAWAL_SHORT = 0x4000_0000;

export interface SimulatedPath {
  /** Wealth at each checkpoint, in money of that month. */
  readonly wealth: readonly number[];
  /** 0 when every withdrawal and every goal was paid in full. */
  readonly flags: number;
}

/**
 * One path in plain TypeScript, equal to the kernel's bit by bit.
 *
 * A month is: pay the withdrawal (what is there when it is not enough), let the portfolio at its
 * target weights grow, rebalance, add the contribution, settle the goals that are due. A goal that
 * cannot be paid in full is not paid at all.
 */
export function referencePath(plan: SimulationPlan, path: number): SimulatedPath {
  const { gross } = referenceMarketPath(plan.market, path);
  let wealth = plan.start;
  let flags = 0;
  const kept = [wealth];
  for (let month = 1; month <= plan.market.months; month++) {
    const withdrawal = plan.withdrawals[month - 1] ?? 0;
    if (wealth < withdrawal) flags |= WITHDRAWAL_SHORT;
    const invested = wealth < withdrawal ? 0 : wealth - withdrawal;
    const returns = gross[month - 1] ?? [];
    wealth = invested * portfolioReturn(plan, returns) + (plan.contributions[month - 1] ?? 0);
    for (const [i, goal] of plan.goals.entries()) {
      if (goal.month !== month) continue;
      if (wealth < goal.amount) flags |= 1 << i;
      else if (goal.spends) wealth -= goal.amount;
    }
    if (plan.checkpoints.includes(month)) kept.push(wealth);
  }
  return { wealth: kept, flags };
}

/** Gross return of the month of the portfolio at its target weights. */
function portfolioReturn({ weights }: SimulationPlan, returns: readonly number[]): number {
  return weights.reduce((gross, weight, i) => gross + weight * (returns[i] ?? 0), 0);
}
