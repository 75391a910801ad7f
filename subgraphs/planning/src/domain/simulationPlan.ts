import { lognormalMarket, type MarketPlan, MONTHS_A_YEAR } from "./marketPlan.js";
import type { FittedMarket } from "./capitalMarket.js";
import { keyOfSeed } from "./seed.js";
import type { SimulationInputs } from "./simulationInputs.js";

/** A goal in today's money. */
export interface PlannedGoal {
  readonly month: number;
  readonly amount: number;
  readonly spends: boolean;
}

/**
 * What the kernel computes from: the inputs turned into monthly numbers, in today's money. Two equal
 * plans give the same answer to the last bit.
 */
export interface SimulationPlan {
  readonly market: MarketPlan;
  readonly paths: number;
  readonly start: number;
  /** Target weights in each year, of the market's assets in their order; a row sums to 1. */
  readonly yearlyWeights: readonly (readonly number[])[];
  /** Months from one rebalancing to the next; 0: never. */
  readonly rebalanceEveryMonths: number;
  /** Cost of a dollar traded in rebalancing, as a fraction. */
  readonly tradingCost: number;
  /** Taken at the start of month m, index m - 1. */
  readonly withdrawals: readonly number[];
  /** Paid in at the end of month m, index m - 1. */
  readonly contributions: readonly number[];
  readonly goals: readonly PlannedGoal[];
  /** Months whose wealth is kept; the first is 0, the last the horizon. */
  readonly checkpoints: readonly number[];
  /** Price level at each checkpoint when prices grow at their mean; 1 today. */
  readonly priceLevels: readonly number[];
}

/** Up to this horizon every month is kept, beyond it every year. */
const MONTHLY_UP_TO = 36;

/**
 * Turns validated inputs into the kernel's numbers.
 *
 * @param fitted the market that `marketFitOf(inputs)` asks for; null: lognormal
 */
export function planOf(
  inputs: SimulationInputs,
  fitted: FittedMarket | null = null,
): SimulationPlan {
  const { horizonMonths: months, assumptions, isAntithetic = false } = inputs;
  const held = inputs.allocation.filter(({ weight }) => weight > 0);
  const assetClasses = held.map(({ assetClass }) => assetClass);
  const drawn: Omit<MarketPlan, "isAntithetic"> = fitted
    ? { key: keyOfSeed(inputs.seed), months, assetClasses, model: fitted.model }
    : lognormalMarket({ seed: inputs.seed, months, assumptions, assetClasses });
  const market = { ...drawn, isAntithetic };
  const checkpoints = checkpointMonths(months);
  const weights = held.map(({ weight }) => weight);
  const growth = (1 + assumptions.inflation) ** (1 / MONTHS_A_YEAR);
  return {
    market,
    paths: inputs.paths,
    start: inputs.startBalance,
    yearlyWeights: Array.from({ length: Math.ceil(months / MONTHS_A_YEAR) }, () => weights),
    rebalanceEveryMonths: 1,
    tradingCost: 0,
    withdrawals: monthly(months, (month) =>
      month >= inputs.withdrawalStartsMonth ? inputs.monthlyWithdrawal : 0,
    ),
    contributions: monthly(months, (month) =>
      month <= inputs.contributionMonths ? inputs.monthlyContribution : 0,
    ),
    goals: inputs.goals.map(({ month, amount, spends }) => ({ month, amount, spends })),
    checkpoints,
    priceLevels: checkpoints.map((month) => growth ** month),
  };
}

/** Months 1, 2 … */
function monthly(months: number, amountOf: (month: number) => number): number[] {
  return Array.from({ length: months }, (_, i) => amountOf(i + 1));
}

function checkpointMonths(months: number): number[] {
  const step = months <= MONTHLY_UP_TO ? 1 : MONTHS_A_YEAR;
  const kept = Array.from({ length: Math.ceil(months / step) }, (_, i) => i * step);
  return [...kept, months];
}
