import { Refusal } from "@wealthgraph/kernel/refusal";
import type { AssetClassAssumption, CapitalMarketAssumptions } from "./capitalMarketAssumptions.js";
import { choleskyFactor } from "./correlation.js";
import { logCorrelation, logReturn } from "./lognormal.js";
import { keyOfSeed } from "./seed.js";
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
  /** Key of the generator, low and high 32 bits. */
  readonly key: readonly [number, number];
  readonly paths: number;
  readonly months: number;
  readonly start: number;
  /** Assets with a weight above 0. */
  readonly weights: readonly number[];
  /** Mean of the monthly log return of each asset. */
  readonly means: readonly number[];
  /** Lower Cholesky factor of the monthly covariance of log returns, assets x assets. */
  readonly factor: readonly (readonly number[])[];
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

const MONTHS_A_YEAR = 12;
/** Up to this horizon every month is kept, beyond it every year. */
const MONTHLY_UP_TO = 36;

/** Turns validated inputs into the kernel's numbers. */
export function planOf(inputs: SimulationInputs): SimulationPlan {
  const { horizonMonths: months, assumptions } = inputs;
  const held = inputs.allocation.filter(({ weight }) => weight > 0);
  const assets = held.map(({ assetClass }) =>
    assumptions.assetClasses.findIndex((a) => a.assetClass === assetClass),
  );
  const priceLevel = priceLevels(assumptions.inflation, months);
  const checkpoints = checkpointMonths(months);
  return {
    key: keyOfSeed(inputs.seed),
    paths: inputs.paths,
    months,
    start: inputs.startBalance,
    weights: held.map(({ weight }) => weight),
    ...monthlyReturns(assumptions, assets),
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
function priceLevels(inflation: number, months: number): number[] {
  const growth = (1 + inflation) ** (1 / MONTHS_A_YEAR);
  const levels = [1];
  for (let month = 1; month <= months; month++) levels.push(at(levels, month - 1) * growth);
  return levels;
}

function checkpointMonths(months: number): number[] {
  const step = months <= MONTHLY_UP_TO ? 1 : MONTHS_A_YEAR;
  const kept = Array.from({ length: Math.ceil(months / step) }, (_, i) => i * step);
  return [...kept, months];
}

/** @param assets rows of the assumptions that are held */
function monthlyReturns(
  assumptions: CapitalMarketAssumptions,
  assets: readonly number[],
): Pick<SimulationPlan, "means" | "factor"> {
  const held = assets.map((i) => at(assumptions.assetClasses, i));
  const years = held.map((a) => logReturn(a.expectedReturn, a.volatility));
  const correlations = assets.map((i, row) =>
    assets.map((j, column) =>
      row === column ? 1 : logCorrelationOf(assumptions, [i, j], [at(held, row), at(held, column)]),
    ),
  );
  const factor = choleskyFactor(correlations);
  if (!factor) {
    throw new Refusal(
      "SIMULATION_INPUT_INVALID",
      "with these volatilities no lognormal returns have these correlations",
      { input: "correlations" },
    );
  }
  return {
    means: years.map(({ mean }) => mean / MONTHS_A_YEAR),
    factor: factor.map((row, i) =>
      row.map((value) => (at(years, i).deviation / Math.sqrt(MONTHS_A_YEAR)) * value),
    ),
  };
}

function logCorrelationOf(
  assumptions: CapitalMarketAssumptions,
  [i, j]: readonly [number, number],
  [a, b]: readonly [AssetClassAssumption, AssetClassAssumption],
): number {
  return logCorrelation(at(at(assumptions.correlations, i), j), a, b);
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`no element ${index} of ${list.length}`);
  return value;
}
