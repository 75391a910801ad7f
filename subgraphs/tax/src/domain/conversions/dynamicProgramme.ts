import { traditionalOf, openingBalances } from "./balances.js";
import { cashPrices, costAt, type IncomeCost, incomeCosts, requiredShares } from "./incomeCost.js";
import type { PlanContext } from "./planContext.js";
import type { PlanPath } from "./planPath.js";

const GRID_POINTS = 160;

/** A programme's data for one year. */
export interface Stage {
  readonly cost: IncomeCost;
  readonly cashPrice: number; // of the year's end, in final wealth in today's money
  readonly rothPrice: number;
  readonly requiredShare: number;
  readonly top: number; // the largest opening balance of the grid, USD
}

interface Choice {
  readonly value: number;
  readonly conversion: number;
}

type ValueOf = (balance: number) => number;

/**
 * Proposes conversions by a dynamic programme over the traditional balance.
 *
 * Exact only for a household whose other accounts and minimums run as along `around`: cash has its
 * price of that path, Social Security, credits and surcharges are in its tables. The proposal is
 * therefore worth nothing before the exact engine has replayed it.
 *
 * @param around the path whose prices and tables are used
 * @param none the path without conversions: its minimums
 * @returns USD of each year
 */
export function* proposeConversions(
  context: PlanContext,
  around: PlanPath,
  none: PlanPath,
): Generator<void, readonly number[]> {
  const stages = yield* programmeStages(context, around, none);
  const grown = 1 + context.input.growth.traditional;
  const deflator = (1 + context.input.inflation) ** -stages.length;
  let next: ValueOf = (b) => b * (1 - context.input.terminalRates.traditional) * deflator;
  const values: ValueOf[] = [next];
  for (const stage of stages.toReversed()) {
    next = tabulated(stage, grown, next);
    values.unshift(next);
    yield;
  }
  let balance = traditionalOf(openingBalances(context));
  return stages.map((stage, i) => {
    const { conversion } = best(stage, grown, balance, values[i + 1] ?? next);
    balance = balance * grown - balance * stage.requiredShare - conversion;
    return Math.max(0, conversion);
  });
}

/** The data of every year with all but the traditional balance as along a path. */
export function* programmeStages(
  context: PlanContext,
  around: PlanPath,
  none: PlanPath,
): Generator<void, readonly Stage[]> {
  const prices = yield* cashPrices(context, around);
  return stagesOf(context, none, prices, yield* incomeCosts(context, around, prices));
}

function stagesOf(
  context: PlanContext,
  none: PlanPath,
  prices: readonly number[],
  costs: readonly IncomeCost[],
): readonly Stage[] {
  const { growth, inflation } = context.input;
  const opening = traditionalOf(openingBalances(context));
  const shares = requiredShares(context, none);
  const count = costs.length;
  return costs.map((cost, i) => ({
    cost,
    cashPrice: prices[i] ?? 1,
    rothPrice: (1 + growth.roth) ** (count - 1 - i) / (1 + inflation) ** count,
    requiredShare: shares[i] ?? 0,
    top: Math.max(1, opening * Math.max(1, (1 + growth.traditional) ** i)),
  }));
}

/** The value of every balance on a grid, linear between. */
function tabulated(stage: Stage, grown: number, next: ValueOf): ValueOf {
  const step = stage.top / GRID_POINTS;
  const values = Array.from(
    { length: GRID_POINTS + 1 },
    (_, i) => best(stage, grown, i * step, next).value,
  );
  return (balance) => {
    const at = Math.min(GRID_POINTS - 1, Math.max(0, Math.floor(balance / step)));
    const [low, high] = [values[at] ?? 0, values[at + 1] ?? 0];
    return low + (balance / step - at) * (high - low);
  };
}

/** The best of no conversion, all of it, and every edge of the year's table. */
function best(stage: Stage, grown: number, balance: number, next: ValueOf): Choice {
  const required = balance * stage.requiredShare;
  const available = Math.max(0, balance * grown - required);
  const worth = (conversion: number): Choice => ({
    conversion,
    value:
      conversion * stage.rothPrice +
      required * stage.cashPrice -
      costAt(stage.cost, required + conversion) +
      next(available - conversion),
  });
  let chosen = worth(0);
  const all = worth(available);
  if (all.value > chosen.value) chosen = all;
  for (const income of stage.cost.incomes) {
    const conversion = income - required;
    if (conversion <= 0) continue;
    if (conversion >= available) break;
    const other = worth(conversion);
    if (other.value > chosen.value) chosen = other;
  }
  return chosen;
}
