import { lognormalMarket, type MarketPlan, MONTHS_A_YEAR } from "./marketPlan.js";
import type { SimulationInputs } from "./simulationInputs.js";

/** A goal in money of its month. */
export interface PlannedGoal {
  readonly month: number;
  readonly amount: number;
  readonly spends: boolean;
}

/**
 * What the kernel computes from: the inputs turned into monthly numbers, in money of each month
 * (nominal). Two equal plans give the same answer to the last bit.
 */
export interface SimulationPlan {
  readonly market: MarketPlan;
  readonly paths: number;
  readonly start: number;
  /** Of the market's assets, in their order; above 0. */
  readonly weights: readonly number[];
  /** Taken at the start of month m, index m - 1. */
  readonly withdrawals: readonly number[];
  /** Paid in at the end of month m, index m - 1. */
  readonly contributions: readonly number[];
  readonly goals: readonly PlannedGoal[];
  /** Months whose wealth is kept; the first is 0, the last the horizon. */
  readonly checkpoints: readonly number[];
  /** Price level at each checkpoint; 1 today. */
  readonly priceLevels: readonly number[];
}

/** Up to this horizon every month is kept, beyond it every year. */
const MONTHLY_UP_TO = 36;

/** Turns validated inputs into the kernel's numbers. */
export function planOf(inputs: SimulationInputs): SimulationPlan {
  const { horizonMonths: months, assumptions } = inputs;
  const held = inputs.allocation.filter(({ weight }) => weight > 0);
  const market = lognormalMarket({
    seed: inputs.seed,
    months,
    assumptions,
    assetClasses: held.map(({ assetClass }) => assetClass),
  });
  const priceLevel = priceLevels(market.model.inflationGrowth, months);
  const checkpoints = checkpointMonths(months);
  return {
    market,
    paths: inputs.paths,
    start: inputs.startBalance,
    weights: held.map(({ weight }) => weight),
    withdrawals: monthly(months, (month) =>
      month >= inputs.withdrawalStartsMonth
        ? inputs.monthlyWithdrawal * at(priceLevel, month - 1)
        : 0,
    ),
    contributions: monthly(months, (month) =>
      month <= inputs.contributionMonths ? inputs.monthlyContribution * at(priceLevel, month) : 0,
    ),
    goals: inputs.goals.map(({ month, amount, spends }) => ({
      month,
      amount: amount * at(priceLevel, month),
      spends,
    })),
    checkpoints,
    priceLevels: checkpoints.map((month) => at(priceLevel, month)),
  };
}

/** Months 1, 2 … */
function monthly(months: number, amountOf: (month: number) => number): number[] {
  return Array.from({ length: months }, (_, i) => amountOf(i + 1));
}

/** @returns price level at the end of months 0 … `months` */
function priceLevels(growth: number, months: number): number[] {
  const levels = [1];
  for (let month = 1; month <= months; month++) levels.push(at(levels, month - 1) * growth);
  return levels;
}

function checkpointMonths(months: number): number[] {
  const step = months <= MONTHLY_UP_TO ? 1 : MONTHS_A_YEAR;
  const kept = Array.from({ length: Math.ceil(months / step) }, (_, i) => i * step);
  return [...kept, months];
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no element ${index} of ${list.length}`);
  return value;
}
