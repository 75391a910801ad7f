import { referenceMarketPath } from "./referenceMarket.js";
import type { SimulationPlan } from "./simulationPlan.js";

/** Bit of a path's flags that says a withdrawal was not paid in full; bits 0..23 are the goals. */
export const WITHDRAWAL_SHORT = 0x4000_0000;

export interface SimulatedPath {
  /** Wealth at each checkpoint, in today's money. */
  readonly wealth: readonly number[];
  /** 0 when every withdrawal and every goal was paid in full. */
  readonly flags: number;
}

/**
 * One path in plain TypeScript, equal to the kernel's bit by bit.
 *
 * A month is: pay the withdrawal out of every holding in proportion (what is there when it is not
 * enough), let the holdings grow, add the contribution at the target weights, settle the goals that
 * are due, and when it is time, rebalance to the target weights of the month that follows. A goal that
 * cannot be paid in full is not paid at all.
 */
export function referencePath(plan: SimulationPlan, path: number): SimulatedPath {
  const { gross, priceLevels } = referenceMarketPath(plan.market, path);
  const holdings = new Holdings(plan);
  const kept = [plan.start];
  let flags = 0;
  for (let month = 1; month <= plan.market.months; month++) {
    const [before = 1, level = 1] = priceLevels.slice(month - 1, month + 1);
    const withdrawal = plan.withdrawals[month - 1] ?? 0;
    if (withdrawal > 0 && !holdings.withdraw(withdrawal * before)) flags |= WITHDRAWAL_SHORT;
    holdings.grow(gross[month - 1] ?? []);
    flags |= closeMonth(plan, { month, level, holdings });
    if (plan.checkpoints.includes(month)) kept.push(holdings.wealth / level);
  }
  return { wealth: kept, flags };
}

/** What comes after the month's returns. @returns bits of the goals that were not met */
function closeMonth(
  plan: SimulationPlan,
  now: { readonly month: number; readonly level: number; readonly holdings: Holdings },
): number {
  const { month, level, holdings } = now;
  const contribution = plan.contributions[month - 1] ?? 0;
  if (contribution > 0) holdings.contribute(contribution * level, weightsIn(plan, month));
  let missed = 0;
  for (const [i, goal] of plan.goals.entries()) {
    if (goal.month === month && !holdings.settle(goal.amount * level, goal.spends))
      missed |= 1 << i;
  }
  const isTime = plan.rebalanceEveryMonths > 0 && month % plan.rebalanceEveryMonths === 0;
  if (isTime && month < plan.market.months) {
    holdings.rebalance(weightsIn(plan, month + 1), plan.tradingCost);
  }
  return missed;
}

const weightsIn = (plan: SimulationPlan, month: number): readonly number[] =>
  plan.yearlyWeights[Math.floor((month - 1) / 12)] ?? [];

class Holdings {
  wealth: number;
  #values: number[];

  constructor(plan: SimulationPlan) {
    this.wealth = plan.start;
    this.#values = weightsIn(plan, 1).map((weight) => weight * plan.start);
  }

  /** @returns false when there is not enough: then everything is taken */
  withdraw(amount: number): boolean {
    const isEnough = !(this.wealth < amount);
    this.#scaleTo(isEnough ? this.wealth - amount : 0);
    return isEnough;
  }

  /** @returns false when there is not enough: then nothing is taken */
  settle(amount: number, spends: boolean): boolean {
    const isEnough = !(this.wealth < amount);
    if (spends) this.#scaleTo(this.wealth - (isEnough ? amount : 0));
    return isEnough;
  }

  grow(gross: readonly number[]): void {
    this.#values = this.#values.map((value, i) => value * (gross[i] ?? 0));
    this.wealth = this.#values.reduce((sum, value) => sum + value, 0);
  }

  contribute(amount: number, weights: readonly number[]): void {
    this.#values = this.#values.map((value, i) => value + (weights[i] ?? 0) * amount);
    this.wealth += amount;
  }

  rebalance(weights: readonly number[], cost: number): void {
    if (cost > 0) {
      const trades = this.#values.map((value, i) =>
        Math.abs((weights[i] ?? 0) * this.wealth - value),
      );
      this.wealth -= cost * trades.reduce((sum, trade) => sum + trade, 0);
    }
    this.#values = weights.map((weight) => weight * this.wealth);
  }

  #scaleTo(left: number): void {
    const share = this.wealth > 0 ? left / this.wealth : 0;
    this.#values = this.#values.map((value) => value * share);
    this.wealth = left;
  }
}
